/** How a drawn diagram looks, light and dark as the reader's system is. */
export const style = `
svg{font:12px system-ui,"Segoe UI","PingFang SC","Microsoft YaHei",sans-serif;--fg:#1f2328;--bg:#fff;--dim:#6e7781;--head:#f3f4f6;--line:#c8ccd1;--message:#0969da;--spawn:#1a7f37;--bad:#cf222e;--wait:#bf8700}
@media(prefers-color-scheme:dark){svg{--fg:#e6edf3;--bg:#0d1117;--dim:#8b949e;--head:#1c2129;--line:#3d444d;--message:#58a6ff;--spawn:#3fb950;--bad:#f85149;--wait:#d29922}}
.page{fill:var(--bg)}text{fill:var(--fg)}.time{fill:var(--dim);font-size:11px}.life{stroke:var(--line)}
.head rect{fill:var(--head);stroke:var(--line)}.head text{font-weight:600}
path{fill:none;stroke:var(--message);stroke-width:1.25}.spawn path{stroke:var(--spawn)}.end path{stroke:var(--dim);stroke-dasharray:4 3}
.lost path{stroke:var(--bad)}.tip{fill:var(--fg);stroke:none}.wait{fill:var(--dim)}rect.wait{fill:url(#hatch);stroke:var(--wait)}.hatch{stroke:var(--wait)}
.error{fill:var(--bad);font-weight:600}.message text,.spawn text,.end text{paint-order:stroke;stroke:var(--bg);stroke-width:3px}
`.trim();

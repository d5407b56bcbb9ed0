/** Every sentence of `process-view export` and `process-view merge`, in Simplified Chinese. */
import type { ExportTexts } from './export-texts.js';

export const chinese: ExportTexts = {
  noFormat: (formats) =>
    `export 需要 --to 和一种格式（${formats}），例如：process-view export run.pvrec --to perfetto --out run.perfetto-trace`,
  unknownFormat: (word, formats) => `没有“${word}”这种格式。请选择：${formats}。`,
  onlyOtlp: '--endpoint 用于 --to otlp：它把 span 发送给收集器。',
  badEndpoint: (word) => `“${word}”不是收集器的地址。请给出类似 http://localhost:4318 的地址。`,
  noEndpointInEnv:
    'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT 和 OTEL_EXPORTER_OTLP_ENDPOINT 都没有设置。请设置其中之一，或直接给出地址。',
  wholeOnly: '网页中包含完整的记录：--to-step 用于其他格式。--filter 和 --from-step 决定网页打开时的样子。',
  noSuchStep: (option, step, steps) => `${option} ${step}：记录只有第 1 到第 ${steps} 步。`,
  emptyRange: (from, to) => `从第 ${from} 步到第 ${to} 步什么都没有。请先给出较早的一步。`,
  nothingLeft: '过滤器和范围之内没有任何步骤，因此没有导出。请放宽条件。',
  ownFile: (file) => `${file} 是一份记录，会被覆盖。请用 --out 换一个名称。`,
  needsFile: (format) => `${format} 不适合在终端中阅读。请用 --out 给出文件，或用管道传给别的程序。`,
  unwritable: (file, why) => `无法写入 ${file}：${why}。`,
  noPanel: (file) => `缺少 ${file}，安装不完整。请重新安装 Process View。`,
  written: (file, size, hint) => `已写入 ${file}（${size}）。${hint}`,
  hints: {
    perfetto: '请在 ui.perfetto.dev 打开：数据只留在你的浏览器中。',
    chrome: '请在 chrome://tracing 或 ui.perfetto.dev 打开。',
    otlp: '可交给收集器、Jaeger 或 Tempo；每行一个请求。',
    csv: '请用电子表格打开。',
    html: '请用浏览器打开。',
    mermaid: '请作为 mermaid 代码块放进 Markdown。',
    svg: '请用浏览器打开。',
  },
  tooLongForMermaid: (characters, most) =>
    `图有 ${characters} 个字符，而 Mermaid 默认最多读取 ${most} 个（见 maxTextSize）。请用 --filter、--from-step 和 --to-step 缩小范围。`,
  sent: (spans, endpoint) => `已向 ${endpoint} 发送 ${spans} 个 span。`,
  rejected: (spans, why) => `收集器拒绝了 ${spans} 个 span，收下了其余的：${why}`,
  refused: (endpoint, why) => `${endpoint} 的收集器没有收下 span：${why}。请检查地址，以及它是否通过 HTTP 接收 OTLP。`,
  notSent: (spans, endpoint, why) =>
    `${spans === 0 ? '没有 span' : `有 ${spans} 个 span 没有`}发送到 ${endpoint}${why === '' ? '' : `：${why}`}。运行及其记录不受影响。`,
  tooMuch: (megabytes) =>
    `运行产生的事件太多，来不及全部变成 span：有 ${megabytes} MB 事件不在任何 span 中。记录是完整的。`,

  needsMerge: 'merge 需要两份或更多的记录和 --out，例如：process-view merge a.pvrec b.pvrec --out both.pvrec',
  mergedInto: (file, events) => `已把 ${events} 个事件合并到 ${file}。`,
  shifted: (name, shift) => `${name}：移动了 ${shift}，因为另一份记录开始得更早。`,
  mergedAsIs: (name) => `${name}：时间保持不变。`,
  sameBoot: (name, shift) => `${name}：精确移动了 ${shift}：它在同一台机器上记录，两者用的是同一个时钟。`,
  byWallClock: (name, shift, uncertainty) =>
    `${name}：按两台机器的系统时间移动了 ${shift}，可能有 ±${uncertainty} 的误差。`,
  byMessages: (name, shift, uncertainty, moved, messages) =>
    `${name}：移动了 ${shift}；两者之间的 ${messages} 条消息表明它的系统时间偏差为 ${moved}。误差 ±${uncertainty}。`,
  contradicting: (name, excess) =>
    `${name}：有消息不可能在发送之后才收到，相差 ${excess}：某个时钟的快慢不同。这些接收显示在它们的发送之后。`,
  renumbered: (name, by) => `${name}：它的 pid 都加上了 ${by}，因为两台机器的 pid 可能相同。`,
};

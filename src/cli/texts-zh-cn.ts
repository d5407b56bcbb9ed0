/** Every sentence of the command line, in Simplified Chinese. */
import type { CliTexts } from './texts.js';

export const chinese: CliTexts = {
  usage: `Process View：看见多进程程序。

用法：
  process-view run [选项] 脚本 [参数…]        运行脚本，跟踪它的所有进程
  process-view listen [run 的选项] 脚本        记录由调试器启动的脚本：输出它必须得到的内容
  process-view show 文件 [选项]               打印记录的内容
  process-view open 文件 [文件]               在浏览器中查看一份记录，或并排比较两份
  process-view explain 文件 [--at N] [--json] 为什么卡住，消息去了哪里，为什么慢，留下了什么
  process-view explain 文件 --hangs [--json]  仅查看正在进行的运行此刻是否似乎卡住；卡住时退出码为 1
  process-view end 文件                       结束一次运行留下的进程
  process-view diff 文件 文件 [--json]        两次运行哪里不同，是不是竞争；有不同时退出码为 1
  process-view check 文件 规则文件            用规则检查记录；有规则被违反时退出码为 1
  process-view export 文件 --to 格式 [选项]
                                              供 Perfetto、Chrome、OpenTelemetry、电子表格、浏览器、Markdown 使用
  process-view merge 文件 文件… --out 文件    把多台机器的记录合并成一份
  process-view repeat N [--record 文件夹] [run 的选项] 脚本 [参数…]
                                              运行 N 次：出现了哪些不同的顺序，各多少次；给出文件夹时每种顺序保存一份记录

run 的选项：
  --record 文件.pvrec      把记录写到那里；名称中的 %p 代表这次运行的 pid
  --runner 名称            如何运行 TypeScript：auto（默认）、ts-node、tsx 或 node
  --node 路径              用哪个 Node.js 运行（默认：PATH 中的那一个）
  --typescript 文件夹      项目没有可用的 TypeScript 时，供 ts-node 使用的 TypeScript
  --preview-bytes N        每条消息的内容保留多少字节（默认 1024；0 表示不保留）
  --no-payload             不保留消息和输出的内容，只记录有多少
  --redact 模式            不记录与这个正则表达式匹配的文字；可多次使用
  --redact-defaults        也不记录看起来像密码、令牌或私钥的文字
  --env-file 文件          从 .env 文件读取脚本的环境变量；已经设置的优先
  --otlp 地址              运行时把 span 发送给 OpenTelemetry 收集器，例如 http://localhost:4318；
                           env 表示取 OTEL_EXPORTER_OTLP_ENDPOINT 中的地址
  --poll-interval 毫秒     每隔多久测量一次 CPU 和内存：100 到 5000（默认 1000；Windows 上 3000）
  --grace 秒数             停止时，从礼貌请求到强行结束的时间（默认 2）
  --quiet                  除错误外什么都不说

show 的选项：
  --tree                   以树的形式显示进程
  --log                    消息和其他事件，每行一个
  --json                   按顺序列出事件，每行一个 JSON 对象，带源代码位置
  --at N                   第 N 步时的状态，或到那一步为止的日志
  --filter 表达式          只显示匹配的事件，例如：type:send process:main text:hello

export 的选项：
  --to 格式                perfetto、chrome、otlp、csv、html、mermaid 或 svg
  --out 文件               写到那里（默认：标准输出）
  --filter 表达式、--from-step N、--to-step N
                           只导出这一部分
  --endpoint URL           把 otlp 的 span 发送给收集器，例如 http://localhost:4318

  --help, --version
  --lang en|zh-CN          这里使用的语言；否则看 PROCESS_VIEW_LANG，再否则看系统的语言

run 以脚本自己的退出码退出（被信号结束时为 128 加信号编号）；无法运行时为 2。
`,
  withHelp: (problem) => `${problem}运行 process-view --help 查看全部用法。`,
  unexpected: 'Process View 自身出错，与脚本无关。请报告以下内容：',
  noCommand: '没有给出命令。',
  unknownCommand: (word) => `没有命令“${word}”。`,
  noScript: 'run 需要一个脚本，例如：process-view run main.ts',
  noFile: (command) => `${command} 需要一份记录，例如：process-view ${command} run.pvrec`,
  oneFile: (command) => `${command} 只接受一份记录。`,
  twoAtMost: 'open 接受一份记录，或两份用来比较。',
  twoFiles: 'diff 需要两份记录，例如：process-view diff yesterday.pvrec today.pvrec',
  recordingAndRules: 'check 需要一份记录和一个规则文件，例如：process-view check run.pvrec run.rules',
  noRules: (file) => `${file} 中没有规则。一条规则占一行，例如：every put is got`,
  ruleHolds: (rule) => `成立  ${rule}`,
  ruleBroken: (rule, where, why) => `违反  ${rule}${where}：${why}`,
  where: (step, place) => `（第 ${step} 步${place === '' ? '' : `，${place}`}）`,
  timesAndScript: 'repeat 需要次数和脚本，例如：process-view repeat 50 main.ts',
  notRepeated: '脚本无法运行，因此没有重复。',
  distinctOrders: (runs, orders) => `运行 ${runs} 次，出现 ${orders} 种不同的顺序。`,
  usualOrder: (count, run) => `${count} 次，最早出现在第 ${run} 次运行。`,
  keptOrder: (file) => `  保存在 ${file}`,
  otherOrder: (count, run, difference) => `${count} 次，最早出现在第 ${run} 次运行。与最常见的相比：${difference}`,
  unknownOption: (option) => `没有选项 ${option}。`,
  noValue: (option) => `${option} 需要一个值。`,
  strayValue: (option) => `${option} 不带值。`,
  ambiguousValue: (option) => `${option} 的值以“-”开头：请写成 ${option}=值。`,
  strayWord: (word) => `多了一个词“${word}”。`,
  badEnvFile: (file, why) => `无法读取环境变量文件 ${file}：${why}。`,
  envFileNeeds: '运行 Process View 的 Node.js 低于 20.12',
  unknownLanguage: (word) => `没有语言“${word}”。请选择 en 或 zh-CN。`,
  unknownRunner: (word) => `没有运行方式“${word}”。请选择 auto、ts-node、tsx 或 node。`,
  notANumber: (option, word) => `${option} 需要从 0 起的整数，而不是“${word}”。`,
  notAPollInterval: (option, word) => `${option} 需要 100 到 5000 毫秒，而不是“${word}”。`,
  notSeconds: (option, word) => `${option} 需要秒数，而不是“${word}”。`,
  badFilter: (filter, why) => `无法识别筛选条件“${filter}”：${why}`,
  oneView: '--tree、--log 和 --json 只能选择一个。',
  summary: (processes, sends, receives, duration, end) =>
    `${processes} 个进程，发送 ${sends} 条消息，收到 ${receives} 条，用时 ${duration}，${end}`,
  endedBy: (signal) => `被 ${signal} 结束`,
  exitCode: (code) => `退出码 ${code}`,
  recorded: (summary, file) => `${summary}，已记录到 ${file}`,
  lost: (count, why) => `丢失 ${count}：${why}`,
  lostShort: (count, why) => `${count}：${why}`,
  stillRunning: (list) => `仍在运行：${list}`,

  unreadable: (file, why) => `无法读取 ${file}：${why}。请检查路径。`,
  fileReasons: {
    ENOENT: '没有这个文件',
    EACCES: '没有权限',
    EISDIR: '它是一个文件夹',
    ENOTDIR: '路径中有一部分不是文件夹',
    Z_DATA_ERROR: '它并不像名称所说的那样是压缩文件，或者已损坏',
    Z_BUF_ERROR: '它是压缩文件，但被截断了',
  },
  cut: (bytes, steps) => `记录在一行的中间被截断：略去最后 ${bytes} 个字节，显示之前的 ${steps} 步。`,
  garbage: (count) => `有 ${count} 行不是事件，已略去。`,
  tooLong: (count) => `有 ${count} 行超过 4 MB，已略去。`,

  whyItHangs: '为什么卡住：',
  whereMessagesWent: '消息去了哪里：',
  leftBehind: '留下了什么：',
  notComplete: '有哪些不清楚：',
  channels: '通道：',
  whySlow: '时间花在哪里：',
  aliveNow: (command, pid, holds) =>
    `${command}（${pid}）仍然存活${holds.length === 0 ? '' : `，并占用${holds.join('、')}`}。`,
  holdsPort: (address) => `端口 ${address}`,
  holdsSocket: (path) => `套接字 ${path}`,
  holdsFile: (path) => `文件 ${path}`,
  toEndThem: (file) => `结束仍然存活的进程：process-view end ${file}`,
  nothingLeft: '这次运行没有留下存活的进程。',
  leftEnded: (command, pid) => `已结束 ${command}（${pid}）。`,
  leftStays: (command, pid) => `${command}（${pid}）无法结束：它可能属于其他用户。`,
  otherMachine: (file) =>
    `${file} 是在另一台机器上、或在这台机器本次启动之前记录的：这里不可能有它的存活进程，没有结束任何进程。`,
  cannotTellLeft: '在这个系统上无法判断哪些进程属于这次运行，没有结束任何进程。请按 explain 给出的 pid 手动结束。',
  nothingWrong: '没有问题：没有进程卡住，没有丢失消息，没有留下什么，也没有缺少什么。',

  panelAt: (name, address) => `${name} 的面板在 ${address}`,
  beside: (name, other) => `${name} 与 ${other}`,
  openPanel: '请在浏览器中打开。按 Ctrl-C 结束。',
  cannotOpen: (file, why) => `无法打开 ${file}：${why}`,
  openReasons: {
    ENOENT: '没有这个文件。请检查路径；process-view run --record 文件.pvrec 可以生成记录。',
    EACCES: '没有读取权限。请检查它的权限。',
    EISDIR: '它是一个文件夹。请给出 .pvrec 文件的路径。',
    other: '它不是文件。请给出 .pvrec 文件的路径。',
  },

  running: '运行中',
  waiting: (what) => `等待 ${what}`,
  blind: '无探针',
  blocking: '阻塞',
  gone: '已消失（退出码未知）',
  notReceived: '未收到',
  collector: 'process-view',
  after: (time) => `经过 ${time}`,
  exited: (code) => (code === undefined ? '已退出' : `退出码 ${code}`),
  killedBy: (signal) => `被 ${signal} 结束`,
  thread: (thread, name) => `线程 ${thread}${name === undefined ? '' : ` ${name}`}`,
  error: (name, message) => `${name}: ${message}`,
  state: (processes, sends, receives, step, steps) =>
    `${processes} 个进程，发送 ${sends} 条，收到 ${receives} 条，第 ${step} 步，共 ${steps} 步`,
};

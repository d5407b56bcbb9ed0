/** Every sentence that a run can say to its user, in Simplified Chinese. */
import type { SessionTexts } from './texts.js';

export const chinese: SessionTexts = {
  noScript: (script, cwd) => `${cwd} 中没有脚本“${script}”。请检查路径，或切换到脚本所在的文件夹。`,
  commandNotScript: (word, file) =>
    `“${word}”是一个命令，而这里运行的是脚本。请给出该命令的文件：process-view run ${file}`,
  unreadableScript: (script, why) => `无法读取脚本“${script}”（${why}）。请检查它的权限。`,
  cannotRecord: (file, why) => `无法把记录写入 ${file}（${why}）。请用 --record 选择别的位置。`,
  notARecording: (file) => `${file} 已存在且不是记录，因此没有改动它。请用 --record 换一个名称。`,
  recordingInUse: (file, pid) => `另一次运行（pid ${pid}）正在写入 ${file}。请等它结束，或用 --record 换一个名称。`,
  recordingStopped: (file, why) => `记录 ${file} 到此为止（${why}）；脚本继续运行。已写入的部分可以打开。`,
  badPattern: (pattern, why) => `模式“${pattern}”不能用于 --redact：${why}。请给出 JavaScript 正则表达式。`,
  matchesNothing: '它连空文本都能匹配',
  noFolder: (folder, why) =>
    `无法在 ${folder} 中为套接字建立文件夹（${why}）。请在那里腾出空间，或把 TMPDIR 设为可写的文件夹。`,
  cannotListen: (address, why) =>
    `Process View 无法监听 ${address}（${why}）。如果另一次运行正在使用它，请等它结束；否则请重新启动。`,
  cannotStart: (node, why) => `无法启动 ${node}（${why}）。请用 --node 给出 Node.js 程序的路径。`,
  noProbe: (file) => `缺少 ${file}，安装不完整。请重新安装 Process View。`,
  runsWith: (script, runner, why) => `${script} 用 ${runner} 运行：${why}`,
  stopping: '正在结束整棵进程树。',
  killing: (count, grace) => `${grace / 1000} 秒之后仍有 ${count} 个进程存在，将强行结束它们。`,
};

export const chineseSystemWords: Record<string, string> = {
  EACCES: '没有权限',
  EPERM: '不允许这样做',
  ENOENT: '没有这个文件或文件夹',
  ENOTDIR: '路径中有一部分不是文件夹',
  EISDIR: '它是一个文件夹',
  ENOSPC: '磁盘空间已满',
  EDQUOT: '磁盘配额已用完',
  EROFS: '磁盘是只读的',
  EFBIG: '文件会过大',
  EIO: '磁盘报告了错误',
  EADDRINUSE: '地址已被占用',
  EMFILE: '打开的文件过多',
  ENOEXEC: '它不是这台机器上的程序',
};

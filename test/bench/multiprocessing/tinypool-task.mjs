// The tasks as tinypool wants them.
import tasks from './task.cjs';

export default (name) => tasks[name]();

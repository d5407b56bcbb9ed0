/** The second script of the page, before the panel's own, for those who read Chinese: its texts. */
import { chinese } from './strings-zh-cn.js';

globalThis.processViewChinese = chinese;

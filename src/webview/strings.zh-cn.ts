/** The panel's texts in Simplified Chinese, by the English text. */
export const chinese: Record<string, string> = {};

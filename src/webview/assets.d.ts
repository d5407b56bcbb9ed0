/** Icons come as their text, from @vscode/codicons. */
declare module '*.svg' {
  const text: string;
  export default text;
}

declare module '*.css';

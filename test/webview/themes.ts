/** VS Code's own themes as the webview sees them: body class and the variables that the panel uses. */

export interface VsCodeTheme {
  name: string;
  bodyClass: string;
  variables: Record<string, string>;
}

const dark: VsCodeTheme = {
  name: 'dark',
  bodyClass: 'vscode-dark',
  variables: {
    'editor-background': '#1f1f1f',
    'editor-foreground': '#cccccc',
    foreground: '#cccccc',
    descriptionForeground: '#9d9d9d',
    'panel-border': '#2b2b2b',
    'sideBar-background': '#181818',
    'list-hoverBackground': '#2a2d2e',
    'list-activeSelectionBackground': '#04395e',
    'list-activeSelectionForeground': '#ffffff',
    'input-background': '#313131',
    'input-foreground': '#cccccc',
    'input-border': '#3c3c3c',
    'input-placeholderForeground': '#989898',
    'textLink-foreground': '#4daafc',
    'button-background': '#0078d4',
    'button-foreground': '#ffffff',
    focusBorder: '#0078d4',
    errorForeground: '#f85149',
    'charts-green': '#89d185',
    'charts-blue': '#59a4f9',
    'charts-purple': '#b180d7',
    'charts-yellow': '#cca700',
    'charts-orange': '#d18616',
    'charts-red': '#f14c4c',
    'terminal-ansiCyan': '#11a8cd',
    'inputValidation-infoBackground': '#063b49',
    'inputValidation-infoBorder': '#007acc',
    'menu-background': '#1f1f1f',
    'menu-foreground': '#cccccc',
    'menu-border': '#454545',
    'editorHoverWidget-background': '#202020',
    'editorHoverWidget-foreground': '#cccccc',
    'editorHoverWidget-border': '#454545',
  },
};

const light: VsCodeTheme = {
  name: 'light',
  bodyClass: 'vscode-light',
  variables: {
    'editor-background': '#ffffff',
    'editor-foreground': '#3b3b3b',
    foreground: '#3b3b3b',
    descriptionForeground: '#3b3b3b',
    'panel-border': '#e5e5e5',
    'sideBar-background': '#f8f8f8',
    'list-hoverBackground': '#f2f2f2',
    'list-activeSelectionBackground': '#e8e8e8',
    'list-activeSelectionForeground': '#000000',
    'input-background': '#ffffff',
    'input-foreground': '#3b3b3b',
    'input-border': '#cecece',
    'input-placeholderForeground': '#767676',
    'textLink-foreground': '#005fb8',
    'button-background': '#005fb8',
    'button-foreground': '#ffffff',
    focusBorder: '#005fb8',
    errorForeground: '#c42b1c',
    'charts-green': '#388a34',
    'charts-blue': '#0063d3',
    'charts-purple': '#652d90',
    'charts-yellow': '#bf8803',
    'charts-orange': '#d18616',
    'charts-red': '#e51400',
    'terminal-ansiCyan': '#0598bc',
    'inputValidation-infoBackground': '#d6ecf2',
    'inputValidation-infoBorder': '#007acc',
    'menu-background': '#ffffff',
    'menu-foreground': '#3b3b3b',
    'menu-border': '#cecece',
    'editorHoverWidget-background': '#f8f8f8',
    'editorHoverWidget-foreground': '#3b3b3b',
    'editorHoverWidget-border': '#c8c8c8',
  },
};

/** As in VS Code, high contrast has no colours of its own for a selected row: an outline marks it. */
const highContrast: VsCodeTheme = {
  name: 'high-contrast',
  bodyClass: 'vscode-high-contrast',
  variables: {
    'editor-background': '#000000',
    'editor-foreground': '#ffffff',
    foreground: '#ffffff',
    descriptionForeground: '#ffffffb3',
    contrastBorder: '#6fc3df',
    contrastActiveBorder: '#f38518',
    'panel-border': '#6fc3df',
    'sideBar-background': '#000000',
    'input-background': '#000000',
    'input-foreground': '#ffffff',
    'input-border': '#6fc3df',
    'input-placeholderForeground': '#ffffffb3',
    'list-hoverBackground': '#ffffff1a',
    'textLink-foreground': '#21a6ff',
    'button-background': '#000000',
    'button-foreground': '#ffffff',
    focusBorder: '#f38518',
    errorForeground: '#f48771',
    'charts-green': '#89d185',
    'charts-blue': '#3794ff',
    'charts-purple': '#b180d7',
    'charts-yellow': '#cca700',
    'charts-orange': '#d18616',
    'charts-red': '#f14c4c',
    'terminal-ansiCyan': '#00cdcd',
    'menu-background': '#000000',
    'menu-foreground': '#ffffff',
    'menu-border': '#6fc3df',
    'inputValidation-infoBackground': '#000000',
    'inputValidation-infoBorder': '#6fc3df',
  },
};

const highContrastLight: VsCodeTheme = {
  name: 'high-contrast-light',
  bodyClass: 'vscode-high-contrast-light vscode-high-contrast',
  variables: {
    ...highContrast.variables,
    'editor-background': '#ffffff',
    'editor-foreground': '#292929',
    foreground: '#292929',
    descriptionForeground: '#292929',
    contrastBorder: '#0f4a85',
    contrastActiveBorder: '#006bbd',
    'panel-border': '#0f4a85',
    'sideBar-background': '#ffffff',
    'input-background': '#ffffff',
    'input-foreground': '#292929',
    'input-border': '#0f4a85',
    'input-placeholderForeground': '#292929',
    'list-hoverBackground': '#0f4a851a',
    'list-activeSelectionBackground': '#0f4a851a',
    'textLink-foreground': '#0f4a85',
    'button-background': '#0f4a85',
    'button-foreground': '#ffffff',
    focusBorder: '#006bbd',
    errorForeground: '#b5200d',
    'charts-green': '#374e06',
    'charts-blue': '#1a85ff',
    'charts-purple': '#652d90',
    'charts-yellow': '#895503',
    'charts-orange': '#895503',
    'charts-red': '#b5200d',
    'terminal-ansiCyan': '#0598bc',
    'menu-background': '#ffffff',
    'menu-foreground': '#292929',
    'menu-border': '#0f4a85',
    'inputValidation-infoBackground': '#ffffff',
    'inputValidation-infoBorder': '#0f4a85',
  },
};

export const themes: readonly VsCodeTheme[] = [dark, light, highContrast, highContrastLight];

/** Runs in the page: makes it look as if VS Code had put the theme there. */
export function wearTheme({ bodyClass, variables }: VsCodeTheme): void {
  document.body.className = bodyClass;
  document.documentElement.removeAttribute('style');
  for (const [name, value] of Object.entries(variables))
    document.documentElement.style.setProperty(`--vscode-${name}`, value);
}

/** The settings, typed, each read at the moment it is needed. */
import * as vscode from 'vscode';
import { type Settings, settingDefaults, settingsSection } from './contributions.js';

/** A setting's value as it holds for a file or folder; without one, for the window. */
export function setting<K extends keyof Settings>(name: K, scope?: vscode.Uri): Settings[K] {
  const configuration = vscode.workspace.getConfiguration(settingsSection, scope ?? null);
  return configuration.get<Settings[K]>(name) ?? settingDefaults[name];
}

/** Opens the settings page at one setting. */
export const openSetting = (name: keyof Settings): Thenable<unknown> =>
  vscode.commands.executeCommand('workbench.action.openSettings', `${settingsSection}.${name}`);

/** Turns on Node's own source maps, so that stack traces name lines of the TypeScript. */
import { nodeModule } from './node-module.js';

let enabled = false;

export function enableSourceMaps(): void {
  if (enabled) return;
  enabled = true;
  const { setSourceMapsSupport } = nodeModule() as {
    setSourceMapsSupport?: (on: boolean, options: { nodeModules: boolean; generatedCode: boolean }) => void;
  };
  if (setSourceMapsSupport !== undefined) setSourceMapsSupport(true, { nodeModules: false, generatedCode: false });
  else process.setSourceMapsEnabled(true);
}

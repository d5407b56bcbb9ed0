/** The version of Process View, put in by the build. */
declare const __VERSION__: string;
export const version: string = typeof __VERSION__ === 'undefined' ? '0.0.0' : __VERSION__;

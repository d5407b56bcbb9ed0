/** The part of the library that is loaded as a function or class is first sent to another process. */
export { findTarget } from './target/find-target.js';

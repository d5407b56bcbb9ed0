/** The part of the library that is loaded as the first process is started. */
export { headFor, newChild } from './start/new-child.js';

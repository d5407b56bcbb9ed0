/** What the probe uses of Node's globals, kept from before the program runs: a program may put its own in their place. */
export const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf } = Object;
export const { stringify } = JSON;
export const { apply } = Reflect;
export const { isArray } = Array;

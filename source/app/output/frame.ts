/** About thirty frames a second: what comes faster than that is shown together. Milliseconds. */
export const frame = 33;

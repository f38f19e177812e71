/** The signals that ask the program to end. SIGBREAK is Ctrl+Break of Windows, where closing the window is SIGHUP. */
export const signals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const;
export type Signal = (typeof signals)[number];

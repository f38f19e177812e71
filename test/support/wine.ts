/** Whether this is Wine and no Windows: only what Wine has of its own fault goes by it, with the reason beside. */
export const isWine = process.platform === 'win32' && process.env['WINEPREFIX'] !== undefined;

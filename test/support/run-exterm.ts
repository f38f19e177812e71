/** The program itself in a process of its own, from its sources: arguments as on the command line. */
Object.assign(globalThis, { EXTERM_VERSION: 'test' });
const { main } = await import('../../source/cli.ts');
await main(process.argv.slice(2));

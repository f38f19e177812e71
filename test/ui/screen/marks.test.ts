import { afterEach, expect, it } from 'vitest';
import { connection, FakeApp } from '../../support/fake-app.ts';
import { TestScreen } from '../../support/screen.ts';

let screen: TestScreen;
afterEach(() => screen.close());

const sizes = [
  [60, 16],
  [80, 24],
  [120, 36],
] as const;

it.each(sizes)('the marks of a connection are read without colours, at %d×%d', async (columns, rows) => {
  const marked = [
    connection('ex01', { production: true, readOnly: true }),
    connection('ex02', { asking: true }),
    connection('lab'),
  ];
  const app = new FakeApp(marked);
  app.open('ex01');
  screen = new TestScreen(app, { columns, rows, environment: { NO_COLOR: '1' } });
  const first = await screen.text();
  expect(first).toMatch(/┬ {2}ex01 {2}PROD(UCTION)? read-only /);
  expect(first).toMatch(/1 ex01 P/);
  // The name stands out where there are no colours: in reverse.
  expect(screen.terminal.log).toMatch(/\x1b\[7m ?ex01/);
  app.select('ex02');
  expect(await screen.text()).toMatch(/┬ ex02 asks/);
  app.select('lab');
  expect((await screen.text()).split('\n')[1]).toMatch(/┬ lab ·/);
});

it.each([...sizes, [40, 10] as const])(
  'the marks of a connection are read however long its name is, at %d×%d',
  async (columns, rows) => {
    const name = 'mailbox-server-01-frankfurt.contoso.com';
    const app = new FakeApp([connection(name, { production: true, readOnly: true })]);
    app.open(name);
    app.setFocus('prompt');
    screen = new TestScreen(app, { columns, rows, environment: { NO_COLOR: '1' } });
    const [, title] = (await screen.text()).split('\n');
    expect(title).toMatch(/ {2}mailbox-\S* {2}PROD(UCTION)? (?:read-only|ro)\b/);
  },
);

it('only a production connection has a frame of its own', async () => {
  const app = new FakeApp([connection('ex01', { production: true }), connection('ex02')]);
  app.open('ex01');
  app.open('ex02');
  app.setFocus('prompt');
  screen = new TestScreen(app);
  await screen.text();
  expect(screen.terminal.log).toContain('\x1b[31m┬');
  const before = screen.terminal.log.length;
  app.select('ex02');
  await screen.text();
  expect(screen.terminal.log.slice(before)).toContain('\x1b[36m┬');
});

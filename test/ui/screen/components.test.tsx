import { stripVTControlCharacters } from 'node:util';
import { cleanup, render } from 'ink-testing-library';
import { afterEach, describe, expect, it } from 'vitest';
import { ModelContext } from '../../../source/ui/screen/context.ts';
import { Sidebar } from '../../../source/ui/screen/sidebar.tsx';
import { ScreenModel } from '../../../source/ui/screen-model.ts';
import { line, span } from '../../../source/ui/widgets/line.ts';
import { Rows } from '../../../source/ui/widgets/row.tsx';
import { plainTheme } from '../../../source/ui/widgets/theme.ts';
import { ThemeContext } from '../../../source/ui/widgets/theme-context.ts';
import { workingDay } from './situations.ts';

afterEach(cleanup);

const plain = (frame: string | undefined) => stripVTControlCharacters(frame ?? '');

describe('components', () => {
  it('draw rows of exactly the width they are given', () => {
    const rows = [line('short'), line(span('a row that is too long for its place', 'bad'))];
    const { lastFrame } = render(
      <ThemeContext value={plainTheme}>
        <Rows rows={rows} width={12} />
      </ThemeContext>,
    );
    expect(lastFrame()).toBe('short\na row that i');
  });

  it('show the connections anew when the store changes, and only their own part of it', async () => {
    const app = workingDay();
    const model = new ScreenModel(
      app,
      { columns: 80, rows: 24 },
      { redraw() {}, suspend() {}, lend: async () => false, copy() {}, leave() {} },
      () => 0,
    );
    const { lastFrame, frames } = render(
      <ModelContext value={model}>
        <Sidebar width={28} height={12} isJoined={false} />
      </ModelContext>,
    );
    expect(plain(lastFrame())).toContain('○ closed');
    app.set('lab', { state: 'failed' });
    await new Promise((resolve) => setImmediate(resolve));
    expect(plain(lastFrame())).toContain('✗ failed');
    const drawn = frames.length;
    app.store.setState({ actions: [] });
    await new Promise((resolve) => setImmediate(resolve));
    expect(frames).toHaveLength(drawn);
  });
});

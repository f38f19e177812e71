import { memo } from 'react';
import { useStore } from 'zustand';
import { sidebarLines } from '../panes/connections-list.ts';
import { Rows } from '../widgets/row.tsx';
import { useApp, useModel, useNow } from './context.ts';

interface Size {
  /** Cells of the whole frame. */
  readonly width: number;
  readonly height: number;
  /** The pane beside it draws the last column. */
  readonly isJoined: boolean;
}

export const Sidebar = memo(function Sidebar({ width, height, isJoined }: Size) {
  const search = useStore(useModel().list.search);
  const connections = useApp((state) => state.connections);
  const sessions = useApp((state) => state.sessions);
  const list = useApp((state) => state.list);
  const active = useApp((state) => state.active);
  const focus = useApp((state) => state.focus);
  const dialogs = useApp((state) => state.dialogs);
  const now = useNow();
  const news = useApp((state) => state.news);
  const state = { connections, sessions, list, active, focus, dialogs, now, news };
  return <Rows rows={sidebarLines(state, search, width, height)} width={isJoined ? width - 1 : width} />;
});

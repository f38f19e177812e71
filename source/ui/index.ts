/** The screen. Whoever opens it gives it an `App` and a terminal, and gets told how it was left. */
export {
  openScreen,
  type ScreenExit,
  type ScreenHandle,
  type ScreenOptions,
  startScreen,
} from './terminal/open-screen.ts';

import { type Shoot, Stage } from './stage.ts';

/** One session about to expire, one at work, one importing. */
export async function still(shoot: Shoot): Promise<void> {
  const stage = await Stage.begin({ columns: 108, rows: 30 }, shoot);
  const { screen } = stage;
  await screen.press('alt+3', 'enter');
  await stage.shows(/3 dr01 +● ready/);
  await stage.settle();
  await stage.pass(13 * 60_000 + 2_000);
  await screen.press('alt+1', 'enter');
  await stage.shows(/1 ex01 +● ready/);
  await screen.type('Get-Mailbox -Filter "Name -like \'*a*\'" -ResultSize 9 | Sort-Object Name');
  await screen.press('enter');
  await stage.shows(/Vera Lindqvist[\s\S]*ex01> *│/);
  await stage.answered('ex01');
  await stage.pass(28_000);
  stage.hold('ex02', 3);
  await screen.press('alt+2', 'enter', 'alt+1');
  await stage.held();
  await stage.shows(/ex02 [^\n]*(\d+%|\/845)/);
  await screen.type('Get-MailboxDatabaseCopyStatus | Where-Object Status -ne Healthy');
  await stage.shoot(0);
  await stage.end();
}

/** A morning: connect, ask, open the answer as a grid, work elsewhere while a long command runs, and hear of its end. */
export async function story(shoot: Shoot): Promise<void> {
  const stage = await Stage.begin({ columns: 96, rows: 26 }, shoot);
  const { screen } = stage;
  await stage.shoot(1.6);
  stage.hold('ex01', 3);
  await screen.press('enter');
  await stage.held();
  await stage.shows(/ex01 [^\n]*(\d+%|\/845)/);
  await stage.shoot(1.4);
  await stage.answer();
  await stage.shows(/1 ex01 +● ready/);
  await stage.shoot(1.2);
  await stage.type('Get-MailboxDatabase -Status | Select-Object Name, Server, DatabaseSize');
  await screen.press('enter');
  await stage.shows(/objects · \^T/);
  await stage.shoot(1.8);

  await screen.press('ctrl+t');
  await stage.shows(/Enter open/);
  await stage.shoot(1.2);
  await screen.press('right', 'right', 'o');
  await stage.shoot(0.9);
  await screen.press('o');
  await stage.shoot(1.6);
  await screen.press('escape');

  await stage.settle();
  stage.hold('ex01');
  await stage.type('Get-Mailbox -ResultSize 40 | Group-Object Database -NoElement');
  await screen.press('enter');
  await stage.shows(/1 ex01 +▶ busy/);
  await stage.shoot(0.8);
  await screen.press('alt+2');
  await stage.shoot(0.5);
  await screen.press('enter');
  await stage.shows(/2 ex02 +● ready/);
  await stage.shoot(1.2);
  await stage.type('Get-Queue');
  await screen.press('enter');
  await stage.shows(/Identity[\s\S]*ex02> *│/);
  await stage.answered('ex02');
  await stage.shoot(1.4);
  await stage.held();
  await stage.pass(60_000);
  await stage.shows(/•1 ex01 +✓ done/);
  await stage.shoot(2);
  await screen.press('alt+1');
  await stage.shoot(2.2);
  await stage.settle();
  await stage.pass(10 * 60_000);
  await stage.shows(/F7 keep alive/);
  await stage.shoot(2.2);
  await screen.press('f7');
  await stage.shoot(2.4);
  await stage.end();
}

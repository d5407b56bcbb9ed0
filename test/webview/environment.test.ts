/** What a parent changed of the environment for a child is in the child's details. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, openPanel, skip } from './panel.js';
import { Script } from './recordings.js';

after(closeBrowser);

test('variables added, changed and removed, as text', { skip }, async () => {
  const script = new Script();
  const start = {
    type: 'start' as const,
    command: ['node', 'orders.ts'],
    cwd: '/home/ada/shop',
    runtime: 'node 24.1.0',
  };
  const env = { added: { ROLE: '<b>packer</b>' }, changed: { PATH: '/bin' }, removed: ['DEBUG'], more: 2 };
  script.at(0, 100, { ...start, ppid: 1 });
  script.at(1, 100, { type: 'spawn', child: 110, api: 'fork', command: ['node', 'pack.ts'], name: 'packer', env });
  script.at(9, 110, { ...start, ppid: 100, name: 'packer' });
  await using panel = await openPanel(script.bytes());
  const { page } = panel;
  await page.click('.tree-row:has-text("packer")');
  const summary = page.locator('summary:has-text("Environment")');
  await summary.click();
  const lines = await page.locator('details:has(> summary:has-text("Environment")) .payload > div').allTextContents();
  assert.deepEqual(lines, ['+ ROLE=<b>packer</b>', '~ PATH=/bin', '− DEBUG', '2 more']);
  assert.equal(await summary.textContent(), 'Environment: 5 differ from its parent’s');
  assert.deepEqual(panel.problems, []);
});

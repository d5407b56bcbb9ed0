/** Of each case in which Python's multiprocessing was run and seen there is a test that names it. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const cases = {
  process:
    'join_not_started start_twice lifecycle_values exit_codes exception_in_target terminate_kill terminate_not_started ' +
    'terminate_finished join_timeout close_running after_close default_names reprs no_target daemon_no_children ' +
    'daemon_set_after_start daemon_killed_at_exit nondaemon_joined_at_exit parent_sigkilled parent_sigtermed ' +
    'daemon_exit_no_finally subclass_spawn subclass_no_super closure_spawn closure_fork is_alive_in_other_process ' +
    'active_children spawn_no_guard',
  queue:
    'put_full put_full_blocks_forever get_empty put_then_empty_race get_after_producers_died items_survive_producer_exit ' +
    'join_before_drain_deadlock cancel_join_thread_loses queue_through_queue put_unpicklable queue_closed mutate_after_put ' +
    'fifo_per_producer consumer_sigkilled_in_get qsize_full simplequeue',
  pipe:
    'recv_eof recv_no_eof_when_copy_open send_to_closed one_way poll_semantics own_closed big_send_blocks send_unpicklable ' +
    'conn_wait child_exit_closes',
  pool:
    'join_before_close apply_after_close bad_sizes task_exception lost_exception callbacks callback_raises asyncresult ' +
    'default_chunks map_error_runs_rest imap_error_continues imap_orders maxtasks worker_killed_mid_task ' +
    'worker_killed_close_join task_sys_exit futures_broken init_raises unpicklable_result unpicklable_task ' +
    'pool_workers_daemonic queue_arg_to_apply conn_arg_to_apply terminate_pending with_block_terminates worker_names ' +
    'chunksize_zero pool_unclosed_exit',
};

const folder = path.resolve('test/multiprocessing');
/** The names of all tests; of those that are made in loops also what is put into them. */
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.test.ts') && file !== 'conformance.test.ts')
  .map((file) => readFileSync(path.join(folder, file), 'utf8'))
  .flatMap((source) =>
    [...source.matchAll(/\btest\(\s*(['`"].*)|const known = (.*);/g)].map(([, name, known]) => name ?? known),
  )
  .join('\n');

for (const [kind, list] of Object.entries(cases))
  test(`each case of Python’s ${kind} has its test`, () => {
    assert.deepEqual(
      list.split(' ').filter((name) => !new RegExp(`\\b${name}\\b`).test(names)),
      [],
    );
  });

/** A sentence of the model, in which processes, channels and lines of source are links. */
import type { Named } from '../../recording/words.js';
import { assertNever } from '../../wire/events.js';
import { type Panel, usePanel } from '../panel.js';
import { shown } from '../parts/payload.js';
import { t } from '../strings.js';
import { filterOf } from './channel-filter.js';
import { piecesOf } from './names.js';

export function Sentence({ make }: { make: () => string }) {
  return (
    <span class="sentence" dir="auto">
      {piecesOf(make).map((piece, i) =>
        typeof piece === 'string' ? shown(piece) : <Name key={i} named={piece.named} text={shown(piece.text)} />,
      )}
    </span>
  );
}

function Name({ named, text }: { named: Named; text: string }) {
  const panel = usePanel();
  if (named.kind === 'place' && !panel.store.can.value.has('reveal')) return <bdi title={named.at.file}>{text}</bdi>;
  return (
    <button type="button" class="link" title={titleOf(named)} onClick={() => follow(panel, named)}>
      <bdi>{text}</bdi>
    </button>
  );
}

function titleOf(named: Named): string {
  switch (named.kind) {
    case 'process':
      return t('Select the process');
    case 'channel':
      return t('Filter by this channel');
    case 'place':
      return named.at.file;
    default:
      return assertNever(named);
  }
}

function follow({ store, host }: Panel, named: Named): void {
  switch (named.kind) {
    case 'process':
      store.process.value = named.process;
      return;
    case 'channel':
      store.filter.value = filterOf(store.recording.peek(), named.channel);
      return;
    case 'place':
      host.send({ type: 'reveal', ...named.at, focus: true });
      return;
    default:
      assertNever(named);
  }
}

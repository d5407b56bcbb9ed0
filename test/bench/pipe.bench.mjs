// Pipe: there and back against a plain socket, one way and in large pieces against Python's, in the same rounds.
import exchange from './multiprocessing/exchange.cjs';
import { median, python } from './multiprocessing/python.mjs';

export const name = 'multiprocessing pipe';

const ROUNDS = 5;
const LARGE = Buffer.alloc(1024 * 1024);

export async function run({ print }) {
  const seen = { raw: [], round: [], small: [], large: [], pythonRound: [], pythonSmall: [], pythonLarge: [] };
  for (let i = 0; i < ROUNDS; i++) {
    seen.raw.push(await exchange.rawRoundTrip(20_000));
    seen.round.push(await exchange.roundTrip(20_000));
    seen.small.push(await exchange.oneWay(300_000));
    seen.large.push((await exchange.oneWay(300, LARGE)) * 1.048576);
    const other = await python('python_exchange.py', 'pipe');
    if (!other) continue;
    seen.pythonRound.push(other.round);
    seen.pythonSmall.push(other.small);
    seen.pythonLarge.push(other.large * 1.048576);
  }
  const of = (key) => median(seen[key]);
  print(
    `  there and back   ${of('round').toFixed(1)} µs   plain socket ${of('raw').toFixed(1)} µs   ${(of('round') / of('raw')).toFixed(2)} times (bar: 1.2)`,
  );
  print(`  one way, small   ${Math.round(of('small')).toLocaleString('en')}/s`);
  print(`  1 MB payloads    ${Math.round(of('large')).toLocaleString('en')} MB/s`);
  if (seen.pythonSmall.length === 0) return;
  print(
    `  Python: ${of('pythonRound').toFixed(1)} µs, ${Math.round(of('pythonSmall')).toLocaleString('en')}/s, ${Math.round(of('pythonLarge')).toLocaleString('en')} MB/s`,
  );
  print(
    `  ${(of('small') / of('pythonSmall')).toFixed(2)} times Python one way (bar: 5), ${(of('large') / of('pythonLarge')).toFixed(2)} times in large pieces (bar: 1.7)`,
  );
}

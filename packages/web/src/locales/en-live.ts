import type { live as zh } from './zh-live.ts';

export const live: typeof zh = {
  live: 'Live',
  connecting: 'Connecting',
  lost: 'Connection lost',
  held: 'New data',
  received: 'Newest data received {{at}}',
  liveLong: 'The page follows new data by itself.',
  connectingLong: 'Connecting; then the page follows new data.',
  lostLong: 'The connection to the server is lost and the page does not follow; connecting again.',
  heldLong: 'There are new data. You are filling in a form; the page is updated when that is done.',
};

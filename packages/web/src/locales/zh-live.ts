export const live = {
  live: '实时',
  connecting: '正在连接',
  lost: '连接中断',
  held: '有新数据',
  received: '最新数据收到于 {{at}}',
  liveLong: '有新数据时，页面自动更新。',
  connectingLong: '正在连接，连上后页面随新数据更新。',
  lostLong: '与服务的连接中断，页面不再更新；正在重新连接。',
  heldLong: '有新数据。您正在填写，填完后再更新。',
};

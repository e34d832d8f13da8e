/**
 * The stations of the Beijing network in the order of the published files. The set changed in January 2021: traffic
 * stations were dropped and every name now begins with its district.
 */
export const STATIONS_UNTIL_2021_01 = listed(`
  东四 天坛 官园 万寿西宫 奥体中心 农展馆 万柳 北部新区 植物园 丰台花园 云岗 古城 房山
  大兴 亦庄 通州 顺义 昌平 门头沟 平谷 怀柔 密云 延庆 定陵 八达岭 密云水库 东高村
  永乐店 榆垡 琉璃河 前门 永定门内 西直门北 南三环 东四环
`);

export const STATIONS_FROM_2021_01 = listed(`
  东城东四 东城天坛 西城官园 西城万寿西宫 朝阳奥体中心 朝阳农展馆 海淀万柳 海淀四季青
  丰台小屯 丰台云岗 石景山古城 石景山老山 昌平镇 昌平南邵 定陵(对照点) 延庆夏都
  延庆石河营 怀柔镇 怀柔新城 密云镇 密云新城 平谷镇 平谷新城 顺义新城 顺义北小营 通州永顺
  通州东关 大兴黄村 大兴旧宫 亦庄开发区 京东南区域点 门头沟双峪 门头沟三家店 房山良乡
  房山燕山
`);

export const STATION_SETS = [STATIONS_UNTIL_2021_01, STATIONS_FROM_2021_01];

const IDS = new Set(STATION_SETS.flat().map((name) => `bjmemc/${name}`));

/** Whether an id of a site is that of a station of the network, of today or earlier. */
export function isStationId(id: string): boolean {
  return IDS.has(id);
}

function listed(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

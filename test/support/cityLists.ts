/** Two made-up lists of one city: the second names `overlaps` families of the first again, each in one of three ways. */
export function cityLists(rows: number, overlaps: number): { readonly first: string; readonly second: string } {
  const header = '编号,姓名,电话,地址,宝宝姓名,宝宝生日\n';
  const family = (list: number, at: number) => ({
    id: `${list}-${at}`, name: `${'赵钱孙李周吴郑王冯陈'[(list * 5 + at) % 10]}${'静敏洁雯琳'[at % 5]}${'一二三四五六七八九十'[Math.floor(at / 5) % 10]}`,
    phone: `13${list}${String(10_000_000 + at).slice(-8)}`, address: `上海市浦东新区第${list}大道${at + 1}号${(at % 30) + 1}室`,
    child: `小${'甲乙丙丁戊己庚辛'[at % 8]}${'子丑寅卯辰巳午未申酉'[Math.floor(at / 8) % 10]}${list}`, born: `2025-${String((at % 12) + 1).padStart(2, '0')}-${String((at % 28) + 1).padStart(2, '0')}`,
  });
  const line = (one: ReturnType<typeof family>) => `${[one.id, one.name, one.phone, one.address, one.child, one.born].join(',')}\n`;
  const first = Array.from({ length: rows }, (_, at) => family(1, at));
  const second = Array.from({ length: rows }, (_, at) => {
    const fresh = family(2, at);
    const known = first[at];
    if (at >= overlaps || known === undefined) return fresh;
    switch (at % 3) {
      case 0: return { ...fresh, phone: `${known.phone.slice(0, 3)}-${known.phone.slice(3)}` };
      case 1: return { ...fresh, child: known.child, born: known.born.replaceAll('-', '/') };
      default: return { ...fresh, name: known.name, address: `浦东新区 第1大道${at + 1}号楼 ${(at % 30) + 1}` };
    }
  });
  return { first: header + first.map(line).join(''), second: header + second.map(line).join('') };
}

import { foldText } from '../language/foldText.ts';
import type { GuideText } from './guide.ts';

/** Words with which something is sold. What only tells of an order that was made (订单, 下单的时间) is none. */
const SELLING = [
  /推销|促销|特价|打折|折扣|优惠价|优惠券|满减|买一送一|买\S{0,3}送|限时|抢购|秒杀|团购|套餐价|会员价|成交|逼单|加购|凑单/,
  /(?:给|帮|替)(?:您|你)?(?:下单|订(?!阅)|预订|办一?[份套张]|来[一两几]|留[一两几])|现在(?:就)?(?:下单|订购|购买|买)|订购|(?:推荐|建议|劝)(?:您|你)?(?:购买|买|订|囤|入手)/,
  /要不要(?:来|买|订|囤)|(?:试试|看看|了解一下)(?:我们|咱们)?(?:的)?(?:新品|新款|活动价)|再买|多买|升级(?:到)?(?:高端|更贵)/,
  /\b(?:special offer|discount|promotion|promo|limited offer|limited time|buy now|buy one|order now|order today|place an order|upsell|up-sell|cross-sell|on sale|voucher|coupon|bargain|best price|would you like to (?:buy|order)|recommend (?:you )?(?:buy|order)ing|you should buy|sign you up)\b/,
];
/** Said to be not done: 「我们不推销」, 'we never sell'. */
const NOT_DONE = /(?:不|别|绝不|从不|不是(?:来)?|没有|勿|禁止|不要|\bno|\bnot|\bnever|\bwithout|n't)\s*(?:做|搞|是|来|谈|提|a|any|about)?\s*$/;

/**
 * The first words of a guide with which something would be sold by telephone. This line answers and cares; it does not sell
 * (M31), so such a guide is refused where it would be stored.
 *
 * @returns the field ('steps.2.say') and the words; null: none.
 */
export function findSelling(guide: Pick<GuideText, 'name' | 'steps'>): { readonly field: string; readonly words: string } | null {
  const texts = [['name', guide.name] as const, ...guide.steps.flatMap(({ title, say }, at) => [[`steps.${String(at)}.title`, title] as const, [`steps.${String(at)}.say`, say] as const])];
  for (const [field, text] of texts) {
    const folded = foldText(text).text;
    for (const pattern of SELLING) {
      for (const found of folded.matchAll(new RegExp(pattern.source, 'g'))) {
        if (!NOT_DONE.test(folded.slice(Math.max(0, found.index - 12), found.index))) return { field, words: found[0] };
      }
    }
  }
  return null;
}

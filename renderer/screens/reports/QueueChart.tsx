import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueueReport } from '../../../shared/reports/reportMessages.ts';
import { useShownTheme } from '../../theme/useShownTheme.ts';

use([BarChart, LineChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

interface Point { readonly at: string; readonly answered: number; readonly lost: number; readonly inTarget: number | null }

/** One point an interval, all its queues together: the service level weighted by their calls. */
function pointsOf(rows: QueueReport['rows']): readonly Point[] {
  const points = new Map<string, { answered: number; lost: number; met: number; of: number }>();
  for (const { at, answered, abandoned, givenUp, turnedAway, inTargetPercent } of rows) {
    const point = points.get(at) ?? { answered: 0, lost: 0, met: 0, of: 0 };
    const weight = inTargetPercent === null ? 0 : answered + abandoned;
    points.set(at, { answered: point.answered + answered, lost: point.lost + abandoned + givenUp + turnedAway, met: point.met + ((inTargetPercent ?? 0) * weight), of: point.of + weight });
  }
  return [...points].map(([at, { answered, lost, met, of }]) => ({ at, answered, lost, inTarget: of === 0 ? null : Math.round(met / of) }));
}

/** Answered and not answered as bars, the service level as a line. The table below says the same, so it is for the eye alone. */
export default function QueueChart({ rows, isByDay }: { readonly rows: QueueReport['rows']; readonly isByDay: boolean }): ReactNode {
  const { t, i18n } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const theme = useShownTheme();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the colours are read from the page anew when theme or language change.
  useEffect(() => {
    const element = box.current;
    // Without a canvas to draw on the table below is all there is; the page stands.
    if (element === null || document.createElement('canvas').getContext('2d') === null) return undefined;
    const style = getComputedStyle(element);
    const colour = (name: string): string => style.getPropertyValue(`--c-${name}`).trim();
    const points = pointsOf(rows);
    const chart = init(element);
    const text = { color: colour('text-soft'), fontFamily: style.fontFamily, fontSize: 12 };
    chart.setOption({
      animation: false, textStyle: text,
      // Rich text is drawn: markup with styles would be refused by the page's own rules.
      tooltip: { trigger: 'axis', renderMode: 'richText', backgroundColor: colour('surface'), borderColor: colour('line'), textStyle: { ...text, color: colour('text') } },
      legend: { top: 0, right: 8, textStyle: text, itemHeight: 10 },
      grid: { left: 44, right: 48, top: 32, bottom: 24 },
      xAxis: { type: 'category', data: points.map(({ at }) => (isByDay ? at.slice(5, 10) : at.slice(5))), axisLine: { lineStyle: { color: colour('line') } }, axisTick: { show: false }, axisLabel: text },
      yAxis: [
        { type: 'value', minInterval: 1, splitLine: { lineStyle: { color: colour('line') } }, axisLabel: text },
        { type: 'value', min: 0, max: 100, splitLine: { show: false }, axisLabel: { ...text, formatter: '{value}%' } },
      ],
      series: [
        { name: t('reports.col.answered'), type: 'bar', stack: 'calls', barMaxWidth: 28, itemStyle: { color: colour('accent') }, data: points.map(({ answered }) => answered) },
        { name: t('reports.col.lost'), type: 'bar', stack: 'calls', barMaxWidth: 28, itemStyle: { color: colour('overdue') }, data: points.map(({ lost }) => lost) },
        { name: t('reports.col.inTarget'), type: 'line', yAxisIndex: 1, symbolSize: 5, lineStyle: { width: 2 }, itemStyle: { color: colour('soon') }, data: points.map(({ inTarget }) => inTarget) },
      ],
    });
    const watcher = new ResizeObserver(() => { chart.resize(); });
    watcher.observe(element);
    return () => { watcher.disconnect(); chart.dispose(); };
  }, [rows, isByDay, theme, i18n.language]);
  return <div ref={box} className="rp-chart" aria-hidden data-testid="report-chart" />;
}

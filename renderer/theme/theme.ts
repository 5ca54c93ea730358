import { theme as antdTheme, type ThemeConfig } from 'antd';
import { darkPalette, lightPalette, type Palette } from './palettes.ts';

/**
 * System fonts only: all carry tabular digits, and only weights 400 and 600 are used, since Chinese system fonts have
 * no 500. The list stands in base.css, because it follows the language of each part of the page (`lang`): English takes
 * its quotation marks from a Latin font.
 */
export const fontFamily = 'var(--desk-font)';

const sizes = {
  fontFamily,
  fontSize: 13, fontSizeSM: 12, fontSizeLG: 14, fontSizeXL: 16,
  fontSizeHeading1: 28, fontSizeHeading2: 20, fontSizeHeading3: 16, fontSizeHeading4: 14, fontSizeHeading5: 13,
  fontWeightStrong: 600,
  lineHeight: 20 / 13, lineHeightSM: 16 / 12, lineHeightLG: 22 / 14,
  controlHeight: 28, controlHeightSM: 24, controlHeightLG: 32, controlHeightXS: 20,
  borderRadius: 6, borderRadiusSM: 4, borderRadiusXS: 3, borderRadiusLG: 8,
  paddingXXS: 4, paddingXS: 8, paddingSM: 8, padding: 12, paddingMD: 12, paddingLG: 16, paddingXL: 24,
  marginXXS: 4, marginXS: 8, marginSM: 8, margin: 12, marginMD: 12, marginLG: 16, marginXL: 24,
  motionDurationFast: '0.08s', motionDurationMid: '0.12s', motionDurationSlow: '0.16s',
  motionEaseInOut: 'cubic-bezier(0.2, 0, 0, 1)', motionEaseOut: 'cubic-bezier(0.2, 0, 0, 1)',
  lineWidthFocus: 2,
};

type Algorithm = typeof antdTheme.compactAlgorithm;

/**
 * Last algorithm step. antd treats fontSize, controlHeight and borderRadius as seeds, so the compact algorithm shrinks
 * them again (a seed of 13 comes out as 10 px text), and the dark algorithm mixes colours of its own; this puts ours back.
 */
const deskSizes: Algorithm = (seed, map) => {
  const { colorPrimary, colorSuccess, colorWarning, colorError, colorInfo, colorLink } = seed;
  const before = map ?? antdTheme.defaultAlgorithm(seed);
  return { ...before, ...sizes, colorPrimary, colorSuccess, colorWarning, colorError, colorInfo, colorLink };
};

function colours(p: Palette): NonNullable<ThemeConfig['token']> {
  return {
    colorPrimary: p.accent, colorPrimaryHover: p.accentStrong, colorPrimaryActive: p.accentStrong,
    colorPrimaryBg: p.accentTint, colorPrimaryText: p.accent, colorTextLightSolid: p.onAccent,
    colorLink: p.accent, colorLinkHover: p.accentStrong, colorLinkActive: p.accentStrong,
    colorInfo: p.wrapUp, colorInfoBg: p.wrapUpTint,
    colorSuccess: p.talking, colorSuccessBg: p.talkingTint,
    colorWarning: p.soon, colorWarningBg: p.soonTint,
    colorError: p.overdue, colorErrorBg: p.overdueTint,
    colorText: p.text, colorTextSecondary: p.textSoft, colorTextTertiary: p.textFaint, colorTextQuaternary: p.textFaint,
    colorTextPlaceholder: p.textFaint, colorTextDescription: p.textFaint, colorTextHeading: p.text,
    colorBgBase: p.surface, colorBgContainer: p.surface, colorBgElevated: p.surface, colorBgLayout: p.ground,
    colorFillAlter: p.sunken, colorFillTertiary: p.sunken, colorFillSecondary: p.hover,
    colorBorder: p.edge, colorBorderSecondary: p.line, colorSplit: p.line,
    controlItemBgHover: p.hover, controlItemBgActive: p.accentTint, controlItemBgActiveHover: p.accentTint,
    controlOutline: 'transparent', colorErrorOutline: 'transparent', colorWarningOutline: 'transparent',
  };
}

function parts(p: Palette): NonNullable<ThemeConfig['components']> {
  return {
    Button: {
      defaultBorderColor: p.edge, defaultColor: p.text, primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none',
      fontWeight: 400, paddingInline: 12, paddingInlineSM: 8, contentFontSizeSM: 12,
    },
    Input: { activeShadow: `0 0 0 1px ${p.accent}`, paddingInline: 8, paddingBlock: 3 },
    Select: { optionHeight: 28, optionSelectedBg: p.accentTint },
    Table: {
      headerBg: p.sunken, headerColor: p.textSoft, headerSplitColor: 'transparent', rowHoverBg: p.hover,
      rowSelectedBg: p.accentTint, rowSelectedHoverBg: p.accentTint, borderColor: p.line,
      cellPaddingBlockSM: 4, cellPaddingInlineSM: 8, cellFontSizeSM: 13,
    },
    Tabs: { horizontalItemPaddingSM: '6px 0', horizontalItemGutter: 20, titleFontSizeSM: 13, inkBarColor: p.accent, itemSelectedColor: p.accent },
    // The surface itself is darker than the track in dark, and reads as the part that is not chosen: chosen looks as on a chip.
    Segmented: { trackBg: p.sunken, itemSelectedBg: p.accentTint, itemColor: p.textSoft, itemSelectedColor: p.accentStrong, trackPadding: 2 },
    Tag: { defaultBg: p.sunken, defaultColor: p.textSoft },
    Tooltip: { colorBgSpotlight: p.rail, colorTextLightSolid: '#FFFFFF' },
    Badge: { textFontSize: 12, textFontSizeSM: 12 },
    Menu: { itemHeight: 28 },
  };
}

/** antd's configuration of the desk. `still`: the system asks for less motion. */
export function deskTheme(dark: boolean, still: boolean): ThemeConfig {
  const palette = dark ? darkPalette : lightPalette;
  return {
    algorithm: dark
      ? [antdTheme.darkAlgorithm, antdTheme.compactAlgorithm, deskSizes]
      : [antdTheme.compactAlgorithm, deskSizes],
    token: { ...sizes, ...colours(palette), motion: !still },
    components: parts(palette),
  };
}

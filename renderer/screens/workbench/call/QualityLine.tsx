export function QualityLine(_props: { readonly callId: string }) {
  return null;
}

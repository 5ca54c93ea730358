export function CallColumn() {
  return <aside />;
}

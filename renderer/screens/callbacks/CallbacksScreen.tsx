export default function CallbacksScreen() {
  return <main />;
}

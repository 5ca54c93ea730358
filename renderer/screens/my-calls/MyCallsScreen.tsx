export default function MyCallsScreen() {
  return <main />;
}

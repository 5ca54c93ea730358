export default function CustomersScreen() {
  return <main />;
}

using System.Globalization;
using System.Text.Json;
using ActorKube.Model.Json;

namespace ActorKube.Rules.Printing;

/// <summary>How pods are reached: Services, endpoints, Ingresses, network policies.</summary>
internal static class NetworkTables
{
    internal static readonly ResourceTable Service = new(
    [
        TableColumn.OfName,
        TableColumn.Text("Type", "How the service is offered: ClusterIP, NodePort, LoadBalancer or ExternalName."),
        TableColumn.Text("Cluster-IP", "Address within the cluster."),
        TableColumn.Text("External-IP", "Addresses outside of the cluster."),
        TableColumn.Text("Port(s)", "Ports of the service, each with its port on the nodes if it has one."),
        TableColumn.Age,
        TableColumn.Selector,
    ], row =>
    {
        var type = row.Spec.Text("type") is { Length: > 0 } given ? given : "ClusterIP";
        row.Name().Text(type).Text(row.Spec.Texts("clusterIPs").FirstOrDefault(row.Spec.Text("clusterIP")), Row.None).Text(ExternalAddress(row, type))
            .Text(string.Join(',', row.Spec.Items("ports").Select(Port)), Row.None).Age().Text(row.Spec.Labels("selector"));
    });

    internal static readonly ResourceTable Endpoints = new(
        [TableColumn.OfName, TableColumn.Text("Endpoints", "Addresses and ports that are ready."), TableColumn.Age],
        row => row.Name().Text(row.Root.Count("subsets") == 0 ? Row.None : CellText.FirstOf([.. row.Root.Items("subsets").SelectMany(Addresses)])).Age());

    internal static readonly ResourceTable EndpointSlice = new(
    [
        TableColumn.OfName,
        TableColumn.Text("AddressType", "What the addresses are: IPv4, IPv6 or FQDN."),
        TableColumn.Text("Ports", "Ports of every endpoint."),
        TableColumn.Text("Endpoints", "Addresses of the endpoints."),
        TableColumn.Age,
    ], row => row.Name().Text(row.Root.Text("addressType"))
        .Text(CellText.FirstOf([.. row.Root.Items("ports").Select(SlicePort)]), Row.Unset)
        .Text(CellText.FirstOf([.. row.Root.Items("endpoints").SelectMany(endpoint => endpoint.Texts("addresses"))]), Row.Unset)
        .Age());

    internal static readonly ResourceTable Ingress = new(
    [
        TableColumn.OfName,
        TableColumn.Text("Class", "The IngressClass that carries it out."),
        TableColumn.Text("Hosts", "Hosts that rules are for."),
        TableColumn.Text("Address", "Addresses at which it is reached."),
        TableColumn.Text("Ports", "Ports at which it is reached: 443 too if there is a certificate."),
        TableColumn.Age,
    ], row => row.Name().Text(row.Spec.Text("ingressClassName"), Row.None).Text(Hosts(row)).Text(string.Join(',', LoadBalancers(row)))
        .Text(row.Spec.Count("tls") > 0 ? "80, 443" : "80").Age());

    internal static readonly ResourceTable IngressClass = new(
    [
        TableColumn.OfName,
        TableColumn.Text("Controller", "The controller that carries out ingresses of this class."),
        TableColumn.Text("Parameters", "An object with more settings."),
        TableColumn.Age,
    ], row =>
    {
        var parameters = row.Spec.Field("parameters");
        var group = parameters.Field("apiGroup").ValueKind == JsonValueKind.String ? "." + parameters.Text("apiGroup") : "";
        row.Name().Text(row.Spec.Text("controller"))
            .Text(parameters.ValueKind == JsonValueKind.Object ? $"{parameters.Text("kind")}{group}/{parameters.Text("name")}" : Row.None).Age();
    });

    internal static readonly ResourceTable NetworkPolicy = new(
        [TableColumn.OfName, TableColumn.Text("Pod-Selector", "Pods that the policy is for."), TableColumn.Age],
        row => row.Name().Text(row.Spec.SelectorOrNone("podSelector")).Age());

    private static string ExternalAddress(Row row, string type)
    {
        var given = row.Spec.Texts("externalIPs");
        return type switch
        {
            "ClusterIP" or "NodePort" => Joined(given, Row.None),
            "LoadBalancer" => Joined(LoadBalancers(row).Concat(given), "<pending>"),
            "ExternalName" => row.Spec.Text("externalName"),
            _ => Row.Unknown,
        };
    }

    private static string Joined(IEnumerable<string> addresses, string ifEmpty) =>
        string.Join(',', addresses) is { Length: > 0 } text ? text : ifEmpty;

    private static IEnumerable<string> LoadBalancers(Row row) => row.Status.Field("loadBalancer").Items("ingress")
        .Select(ingress => ingress.Text("ip") is { Length: > 0 } ip ? ip : ingress.Text("hostname"))
        .Where(address => address.Length > 0).Distinct().Order(StringComparer.Ordinal);

    private static string Port(JsonElement port)
    {
        var protocol = port.Text("protocol") is { Length: > 0 } given ? given : "TCP";
        return port.Number("nodePort") is > 0 and var node
            ? string.Create(CultureInfo.InvariantCulture, $"{port.Number("port") ?? 0}:{node}/{protocol}")
            : string.Create(CultureInfo.InvariantCulture, $"{port.Number("port") ?? 0}/{protocol}");
    }

    private static IEnumerable<string> Addresses(JsonElement subset)
    {
        var addresses = subset.Items("addresses").Select(address => address.Text("ip")).ToList();
        var ports = subset.Items("ports").Select(port => port.Number("port") ?? 0).ToList();
        return ports.Count == 0 ? addresses : ports.SelectMany(port => addresses.Select(address => Endpoint(address, port)));
    }

    private static string Endpoint(string address, long port) => address.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{address}]:{port}")
        : string.Create(CultureInfo.InvariantCulture, $"{address}:{port}");

    private static string SlicePort(JsonElement port) =>
        port.Scalar("port") is { Length: > 0 } number ? number
        : port.Field("name").ValueKind == JsonValueKind.String ? port.Text("name")
        : "*";

    /// <summary>As upstream counts: rules without a host count among those that aren't shown, once three are.</summary>
    private static string Hosts(Row row)
    {
        const int Shown = 3;
        var rules = row.Spec.Items("rules").Select(rule => rule.Text("host")).ToList();
        var hosts = new List<string>();
        var more = false;
        foreach (var host in rules)
        {
            more |= hosts.Count == Shown;
            if (!more && host.Length > 0)
                hosts.Add(host);
        }
        var list = hosts.Count == 0 ? "*" : string.Join(',', hosts);
        return more ? string.Create(CultureInfo.InvariantCulture, $"{list} + {rules.Count - Shown} more...") : list;
    }
}

using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;

namespace ActorKube.Rules.Admission.Network;

/// <summary>Admission of EndpointSlices.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/.</remarks>
internal sealed class EndpointSliceAdmission() : KindAdmission(KindCatalogue.EndpointSlice)
{
    private const int MostPorts = 20000;

    internal override bool CountsGenerations => true;

    // A slice has no spec: all but metadata counts, and labels do, since they say whose slice it is.
    internal override bool IsNewGeneration(JsonObject tree, JsonObject live) =>
        !(tree.Object("metadata")?["labels"]).SameAs(live.Object("metadata")?["labels"])
        || new[] { "addressType", "endpoints", "ports" }.Any(name => !tree[name].SameAs(live[name]));

    private protected override void Default(JsonObject tree)
    {
        foreach (var port in tree.Array("ports").Objects())
        {
            if (port["name"] is null)
                port["name"] = "";
            if (port["protocol"] is null)
                port["protocol"] = "TCP";
        }
        // Lists that upstream always shows.
        tree["endpoints"] ??= new JsonArray();
        tree["ports"] ??= new JsonArray();
    }

    private protected override void PrepareNew(JsonObject tree) => DropTopology(tree);

    private protected override void PrepareUpdate(JsonObject tree, JsonObject live)
    {
        if (!tree["endpoints"].SameAs(live["endpoints"]))
            DropTopology(tree);
    }

    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var (type, ports) = (value["addressType"], value["ports"]);
        return
        [
            .. Checks.OneOf(type, "FQDN", "IPv4", "IPv6"),
            .. EndpointRules.Check(value["endpoints"], type.Text),
            .. ports.Count > MostPorts ? [FieldFault.TooMany(ports.Path, ports.Count, MostPorts)] : Ports(ports),
        ];
    }

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live)
    {
        var type = value["addressType"];
        return type.Text == live["addressType"].Text ? [] : [FieldFault.Invalid(type.Path, type.Text, Checks.Immutable)];
    }

    private static IEnumerable<FieldFault> Ports(Field ports)
    {
        var names = new HashSet<string>();
        return ports.Items.SelectMany(port => Port(port, names));
    }

    private static IEnumerable<FieldFault> Port(Field port, HashSet<string> names)
    {
        var (name, protocol, application) = (port["name"], port["protocol"], port["appProtocol"]);
        return
        [
            .. name.IsEmptyText ? [] : NameRule.Label.Faults(name.Text).Select(fault => FieldFault.Invalid(name.Path, name.Text, fault)),
            .. names.Add(name.Text) ? Array.Empty<FieldFault>() : [FieldFault.Duplicate(name.Path, name.Text)],
            .. ServicePortRules.Protocols.Contains(protocol.Text) ? Array.Empty<FieldFault>() : [FieldFault.NotSupported(protocol.Path, protocol.Text, ServicePortRules.Protocols)],
            .. application.IsSet ? NameRule.QualifiedFaults(application.Text).Select(fault => FieldFault.Invalid(application.Path, application.Text, fault)) : [],
        ];
    }

    // Zone and node name say it since v1.
    private static void DropTopology(JsonObject tree)
    {
        foreach (var endpoint in tree.Array("endpoints").Objects())
            endpoint.Remove("deprecatedTopology");
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using ActorKube.Model.Json;

namespace ActorKube.Model.Services;

/// <summary>The compact immutable view of a Service by which addresses and ports are given out.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/.</remarks>
public sealed record ServiceView
{
    /// <summary><c>spec.type</c>.</summary>
    public required string Type { get; init; }

    /// <summary><c>spec.clusterIPs</c> that are addresses: none for a headless Service or an external name.</summary>
    public required ImmutableArray<string> ClusterIPs { get; init; }

    /// <summary>The ports that the Service has on every node: each <c>nodePort</c>, and <c>healthCheckNodePort</c>.</summary>
    public required ImmutableArray<int> NodePorts { get; init; }

    internal static ServiceView Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, JsonFields.Documents);
        var spec = document.RootElement.Field("spec");
        return new()
        {
            Type = spec.Text("type"),
            ClusterIPs = [.. spec.Items("clusterIPs").Where(address => address.ValueKind == JsonValueKind.String).Select(address => address.GetString()!).Where(address => address is not "None" and not "")],
            NodePorts =
            [
                .. spec.Items("ports").Select(port => port.Number("nodePort")).Append(spec.Number("healthCheckNodePort"))
                    .Where(port => port is > 0 and <= ushort.MaxValue).Select(port => (int)port!.Value),
            ],
        };
    }
}

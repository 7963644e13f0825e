using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Network;

/// <summary>Gives a Service its address.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/cluster-ip-allocation/.</remarks>
internal sealed class ClusterIPAllocation(IPNetwork range, ServiceUse use)
{
    private const string Path = "spec.clusterIPs";

    /// <summary>Gives an address to the spec in place, or says why the wanted one can't be had.</summary>
    internal ImmutableArray<FieldFault> Allocate(string seed, JsonObject spec, JsonObject? live)
    {
        var had = live is not null && ServiceTypes.NeedsClusterIP(live);
        var wanted = ServiceTypes.ClusterIPs(spec);
        if (had || !ServiceTypes.NeedsClusterIP(spec) || wanted is [ServiceTypes.None, ..])
            return [];
        var shown = GoSyntax.Texts(new Field(Path, spec["clusterIPs"]));
        if (wanted.Length > 0)
            return [.. wanted.Select(WhyNot).OfType<string>().Select(why => FieldFault.Invalid(Path, shown, why))];
        // The first and the last address stand for the network itself and for everybody in it.
        var (network, size) = (Number(range.BaseAddress), 1L << (32 - range.PrefixLength));
        var free = FreeNumber.Find(seed, network + 1, network + Math.Min(size / 2, Math.Clamp(size / 16, 16, 256)), network + size - 2, number => !use.HasAddress(Text(number)));
        if (free is not { } address)
            return [FieldFault.Invalid(Path, shown, "failed to allocate a serviceIP: range is full")];
        spec["clusterIP"] = Text(address);
        spec["clusterIPs"] = ServiceTypes.List(Text(address));
        return [];
    }

    private string? WhyNot(string address)
    {
        var parsed = IPText.Parse(address)!;
        var place = Number(parsed) - Number(range.BaseAddress);
        if (!range.Contains(parsed) || place == 0 || place == (1L << (32 - range.PrefixLength)) - 1)
            return $"failed to allocate IP {address}: the provided IP ({parsed}) is not in the valid range. The range of valid IPs is {range}";
        return use.HasAddress(parsed.ToString()) ? $"failed to allocate IP {address}: provided IP is already allocated" : null;
    }

    private static long Number(IPAddress address) => address.GetAddressBytes() is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : 0;

    private static string Text(long number) => $"{(number >> 24) & 255}.{(number >> 16) & 255}.{(number >> 8) & 255}.{number & 255}";
}

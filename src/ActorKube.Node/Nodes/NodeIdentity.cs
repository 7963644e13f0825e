using System.Text;
using System.Text.Json.Nodes;
using ActorKube.Model.Json;
using ActorKube.Model.Quantities;
using ActorKube.Rules.Containers.Files;
using ActorKube.Rules.Images;

namespace ActorKube.Node.Nodes;

/// <summary>Who a node is: its name, its own address, and the range of its pods' addresses.</summary>
internal sealed class NodeIdentity
{
    /// <summary>The number of the node's own address in its range.</summary>
    internal const int NodeAddress = 1;

    /// <summary>Pods that may have an address of their own at a time: a node's range less its own address, the network's and the broadcast.</summary>
    internal const int MostPods = 253;

    private readonly NodeHostSettings _settings;
    private readonly (int Second, int Third) _range;

    internal NodeIdentity(string name, NodeHostSettings settings)
    {
        (Name, _settings) = (name, settings);
        Disk = new(new FileQuota(settings.NodeDiskFiles, settings.NodeDiskBytes));
        // A stable hash, so that a node that comes back has the range that it had. Two nodes of a cluster share one with a chance of 1 to 64,000.
        var hash = Encoding.UTF8.GetBytes(name).Aggregate(2166136261u, (seed, next) => (seed ^ next) * 16777619u);
        _range = ((int)(1 + (hash % 254)), (int)((hash / 254) % 256));
    }

    internal string Name { get; }

    internal string Address => AddressOf(NodeAddress);

    /// <summary>The node's own files, which simulated pods reach as <c>hostPath</c>: never those of the machine, and gone with the process.</summary>
    internal MemoryVolume Disk { get; }

    /// <summary>The images on its disk, which outlive its runtime.</summary>
    internal NodeImages Images { get; set; } = NodeImages.None;

    internal ResourceList Capacity => _settings.Capacity;

    /// <summary>The address of that number, 1 to 254, in the node's range.</summary>
    internal string AddressOf(int number) => $"{_settings.PodNetwork}.{_range.Second}.{_range.Third}.{number}";

    /// <summary>The Node object that the host registers.</summary>
    /// <param name="images">The images that are known to be on it.</param>
    internal ReadOnlyMemory<byte> ToJson(NodeImages images)
    {
        var labels = new JsonObject { ["kubernetes.io/hostname"] = Name, ["kubernetes.io/os"] = "linux", ["kubernetes.io/arch"] = "amd64" };
        foreach (var (key, value) in _settings.Labels)
            labels[key] = value;
        var capacity = new JsonObject(_settings.Capacity.Select(entry => new KeyValuePair<string, JsonNode?>(entry.Key, entry.Value.ToString())));
        return CanonicalJson.Write(new JsonObject
        {
            ["apiVersion"] = "v1", ["kind"] = "Node",
            ["metadata"] = new JsonObject { ["name"] = Name, ["labels"] = labels },
            ["spec"] = new JsonObject { ["podCIDR"] = $"{AddressOf(0)}/24", ["providerID"] = $"actorkube://{_settings.HostName}/{Name}" },
            ["status"] = new JsonObject
            {
                ["capacity"] = capacity,
                ["images"] = images.ToStatus(),
                ["allocatable"] = capacity.DeepClone(),
                ["addresses"] = new JsonArray(
                    new JsonObject { ["type"] = "InternalIP", ["address"] = Address }, new JsonObject { ["type"] = "Hostname", ["address"] = Name }),
                ["nodeInfo"] = new JsonObject
                {
                    ["architecture"] = "amd64", ["bootID"] = "", ["containerRuntimeVersion"] = "actorkube://0.1.0", ["kernelVersion"] = "emulated",
                    ["kubeProxyVersion"] = "v1.32.4", ["kubeletVersion"] = "v1.32.4", ["machineID"] = "", ["operatingSystem"] = "linux",
                    ["osImage"] = "ActorKube", ["systemUUID"] = "",
                },
            },
        });
    }
}

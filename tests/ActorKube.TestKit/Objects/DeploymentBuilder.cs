using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;

namespace ActorKube.TestKit.Objects;

/// <summary>Builds Deployments.</summary>
public sealed class DeploymentBuilder : WorkloadBuilder<DeploymentBuilder>
{
    internal DeploymentBuilder(string name) : base(KindCatalogue.Deployment, name) { }

    /// <summary>Rolling update with these bounds: a number or a percentage.</summary>
    public DeploymentBuilder Rolling(JsonNode maxSurge, JsonNode maxUnavailable) => Put(Spec, "strategy", new JsonObject
    {
        ["type"] = "RollingUpdate", ["rollingUpdate"] = new JsonObject { ["maxSurge"] = maxSurge, ["maxUnavailable"] = maxUnavailable },
    });

    /// <summary>All old pods go before new ones come.</summary>
    public DeploymentBuilder Recreating() => Put(Spec, "strategy", new JsonObject { ["type"] = "Recreate" });

    /// <summary>Paused.</summary>
    public DeploymentBuilder Paused() => Put(Spec, "paused", true);
}

using System.Collections.Immutable;
using System.Text.Json.Nodes;
using ActorKube.Model.Kinds;
using ActorKube.Model.Objects;
using ActorKube.Model.Refusals;
using ActorKube.Rules.Admission.Metadata;
using ActorKube.Rules.Writes;

namespace ActorKube.Rules.Admission.Network;

/// <summary>Admission of Services.</summary>
/// <remarks>Source: https://kubernetes.io/docs/concepts/services-networking/service/.</remarks>
internal sealed class ServiceAdmission(AdmissionPolicy policy) : KindAdmission(KindCatalogue.Service)
{
    private protected override NameRule NameRule => NameRule.Label1035;

    private protected override void Default(JsonObject tree) => ServiceDefaults.Of(tree.Part("spec"));

    private protected override void PrepareNew(JsonObject tree)
    {
        tree["status"] = new JsonObject { ["loadBalancer"] = new JsonObject() };
        ServiceUpdates.SyncNew(tree.Part("spec"));
    }

    private protected override void PrepareUpdate(JsonObject tree, JsonObject live)
    {
        ServiceUpdates.KeepAllocated(tree.Part("spec"), live.Object("spec"));
        ServiceUpdates.Sync(tree.Part("spec"), live.Object("spec"));
        if (tree.Part("spec").Text("type") != ServiceTypes.LoadBalancer)
            tree.Part("status")["loadBalancer"] = new JsonObject();
    }

    private protected override ImmutableArray<FieldFault> Allocate(JsonObject tree, JsonObject? live, WriteContext world)
    {
        var (spec, before, metadata) = (tree.Part("spec"), live.Object("spec"), tree.Part("metadata"));
        if (IPFamilyRules.Settle(spec, before) is { IsEmpty: false } unsettled)
            return unsettled;
        var key = new ResourceKey(Kind, metadata.Text("namespace"), metadata.Text("name"));
        var (use, seed) = (new ServiceUse(world, key), $"{key.Namespace}/{key.Name}");
        if (new ClusterIPAllocation(policy.ServiceClusterIPRange, use).Allocate(seed, spec, before) is { IsEmpty: false } unaddressed)
            return unaddressed;
        var faults = new NodePortAllocation(policy, use, seed, spec, before).Allocate();
        if (live is not null)
            ServiceUpdates.DropUseless(spec, before);
        return faults;
    }

    private protected override IEnumerable<FieldFault> Validate(Field value) => ServiceRules.Check(value);

    private protected override IEnumerable<FieldFault> ValidateUpdate(Field value, Field live)
    {
        var (spec, before) = (value["spec"], live["spec"]);
        var balancer = spec["loadBalancerClass"];
        return
        [
            .. ClusterIPRules.CheckUpdate(spec, before),
            .. spec["type"].Text == ServiceTypes.LoadBalancer && before["type"].Text == ServiceTypes.LoadBalancer && !balancer.Node.SameAs(before["loadBalancerClass"].Node)
                ? [FieldFault.Invalid(balancer.Path, balancer.Node, "may not change once set")]
                : Array.Empty<FieldFault>(),
            .. TrafficPolicyRules.CheckUpdate(spec, before),
        ];
    }

    private protected override void DefaultStatus(JsonObject tree)
    {
        foreach (var place in tree.Object("status").Object("loadBalancer").Array("ingress").Objects().Where(place => place.Text("ip").Length > 0))
            place.Default("ipMode", "VIP");
    }

    private protected override IEnumerable<FieldFault> ValidateStatusOf(Field value)
    {
        var places = value["status"]["loadBalancer"]["ingress"];
        return places.Count > 0 && value["spec"]["type"].Text != ServiceTypes.LoadBalancer
            ? [FieldFault.Forbidden(places.Path, "may only be used when `spec.type` is 'LoadBalancer'")]
            : LoadBalancerStatusRules.Check(places);
    }
}

using ActorKube.Model.Kinds;
using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Cluster;

/// <summary>Admission of Events: each lives in the namespace of what it is about, and in <c>default</c> if that is cluster-scoped.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/.</remarks>
internal sealed class EventAdmission() : KindAdmission(KindCatalogue.Event)
{
    private protected override IEnumerable<FieldFault> Validate(Field value)
    {
        var (about, home) = (value["involvedObject"]["namespace"], value["metadata"]["namespace"]);
        var belongs = about.IsEmptyText ? home.Text is "default" or "kube-system" : about.Text == home.Text;
        return belongs ? [] : [FieldFault.Invalid(about.Path, about.Text, "does not match event.namespace")];
    }
}

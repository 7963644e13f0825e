using ActorKube.Model.Refusals;

namespace ActorKube.Rules.Admission.Pods.Security;

/// <summary>Numbers of users and groups.</summary>
internal static class UserIds
{
    internal static IEnumerable<FieldFault> Check(Field id) => Checks.Range(id, 0, int.MaxValue);
}

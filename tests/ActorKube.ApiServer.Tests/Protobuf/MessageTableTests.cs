using ActorKube.ApiServer.Protobuf;

namespace ActorKube.ApiServer.Tests.Protobuf;

/// <summary>The table of messages holds together.</summary>
public sealed class MessageTableTests
{
    [Theory]
    [InlineData("v1", "Namespace", "ConfigMap", "Secret", "ServiceAccount", "Service", "Pod", "ResourceQuota", "DeleteOptions", "Node", "Event", "Binding")]
    [InlineData("apps/v1", "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "ControllerRevision", "DeleteOptions")]
    [InlineData("batch/v1", "Job", "CronJob")]
    [InlineData("rbac.authorization.k8s.io/v1", "Role", "RoleBinding", "ClusterRole", "ClusterRoleBinding")]
    [InlineData("policy/v1", "PodDisruptionBudget", "Eviction")]
    [InlineData("scheduling.k8s.io/v1", "PriorityClass")]
    [InlineData("networking.k8s.io/v1", "Ingress", "IngressClass", "NetworkPolicy")]
    [InlineData("autoscaling/v1", "HorizontalPodAutoscaler", "Scale")]
    [InlineData("autoscaling/v2", "HorizontalPodAutoscaler")]
    [InlineData("authorization.k8s.io/v1", "SelfSubjectAccessReview", "SelfSubjectRulesReview", "SubjectAccessReview", "LocalSubjectAccessReview")]
    [InlineData("authentication.k8s.io/v1", "SelfSubjectReview", "TokenRequest", "TokenReview")]
    [InlineData("coordination.k8s.io/v1", "Lease")]
    [InlineData("discovery.k8s.io/v1", "EndpointSlice")]
    [InlineData("storage.k8s.io/v1", "StorageClass")]
    [InlineData("node.k8s.io/v1", "RuntimeClass")]
    public void It_has_what_kubectl_sends(string apiVersion, params string[] kinds) =>
        Assert.All(kinds, kind => Assert.NotNull(MessageTable.Kubernetes.Find(apiVersion, kind)));

    [Theory]
    [InlineData("v1", "Container")]
    [InlineData("v1", "pod")]
    [InlineData("apps/v1", "Pod")]
    [InlineData("meta", "ObjectMeta")]
    [InlineData("example.com/v1", "Thing")]
    public void What_is_no_kind_is_not_found(string apiVersion, string kind) => Assert.Null(MessageTable.Kubernetes.Find(apiVersion, kind));

    [Fact]
    public void Every_field_makes_sense()
    {
        foreach (var message in MessageTable.Kubernetes.Messages)
        {
            Assert.NotEmpty(message.Fields);
            var names = message.Fields.SelectMany(Names).ToList();
            Assert.True(names.Distinct().Count() == names.Count, $"{message.Name} has a name twice");
            Assert.All(message.Fields, field =>
            {
                Assert.Equal(field.Type == FieldType.Message, field.Message is not null);
                Assert.True(field.Shape != FieldShape.Map || field.Type is not (FieldType.Bool or FieldType.Int32 or FieldType.Int64));
                Assert.True(field.Shape != FieldShape.Inline || field.Message is not null);
            });
        }
    }

    [Fact]
    public void No_message_holds_itself_so_that_no_body_is_deeper_than_this()
    {
        Assert.InRange(MessageTable.Kubernetes.Messages.Max(message => Depth(message, [])), 5, 20);

        static int Depth(MessageType message, HashSet<MessageType> above)
        {
            Assert.True(above.Add(message), $"{message.Name} holds itself");
            var depth = 1 + message.Fields.Select(field => field.Message is { } inner ? Depth(inner, above) : 0).DefaultIfEmpty().Max();
            above.Remove(message);
            return depth;
        }
    }

    private static IEnumerable<string> Names(MessageField field) =>
        field.Shape == FieldShape.Inline ? field.Message!.Fields.SelectMany(Names) : [field.Name];
}

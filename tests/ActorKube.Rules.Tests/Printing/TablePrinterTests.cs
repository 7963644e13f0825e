using ActorKube.Model.Kinds;
using ActorKube.Rules.Printing;
using Xunit;

namespace ActorKube.Rules.Tests.Printing;

/// <summary>Every kind has the columns that upstream gives it; wide ones are marked with a star.</summary>
public sealed class TablePrinterTests
{
    [Theory]
    [InlineData("v1", "Pod", "Name,Ready,Status,Restarts,Age,IP*,Node*,Nominated Node*,Readiness Gates*")]
    [InlineData("v1", "Node", "Name,Status,Roles,Age,Version,Internal-IP*,External-IP*,OS-Image*,Kernel-Version*,Container-Runtime*")]
    [InlineData("v1", "Namespace", "Name,Status,Age")]
    [InlineData("v1", "Event", "Last Seen,Type,Reason,Object,Subobject*,Source*,Message,First Seen*,Count*,Name*")]
    [InlineData("events.k8s.io/v1", "Event", "Last Seen,Type,Reason,Object,Subobject*,Source*,Message,First Seen*,Count*,Name*")]
    [InlineData("v1", "ConfigMap", "Name,Data,Age")]
    [InlineData("v1", "Secret", "Name,Type,Data,Age")]
    [InlineData("v1", "ServiceAccount", "Name,Secrets,Age")]
    [InlineData("v1", "Service", "Name,Type,Cluster-IP,External-IP,Port(s),Age,Selector*")]
    [InlineData("v1", "Endpoints", "Name,Endpoints,Age")]
    [InlineData("discovery.k8s.io/v1", "EndpointSlice", "Name,AddressType,Ports,Endpoints,Age")]
    [InlineData("v1", "ReplicationController", "Name,Desired,Current,Ready,Age,Containers*,Images*,Selector*")]
    [InlineData("v1", "PersistentVolume",
        "Name,Capacity,Access Modes,Reclaim Policy,Status,Claim,StorageClass,VolumeAttributesClass,Reason,Age,VolumeMode*")]
    [InlineData("v1", "PersistentVolumeClaim", "Name,Status,Volume,Capacity,Access Modes,StorageClass,VolumeAttributesClass,Age,VolumeMode*")]
    [InlineData("v1", "PodTemplate", "Name,Containers,Images,Pod Labels")]
    [InlineData("v1", "LimitRange", "Name,Created At")]
    [InlineData("v1", "ResourceQuota", "Name,Request,Limit,Age")]
    [InlineData("coordination.k8s.io/v1", "Lease", "Name,Holder,Age")]
    [InlineData("apps/v1", "ReplicaSet", "Name,Desired,Current,Ready,Age,Containers*,Images*,Selector*")]
    [InlineData("apps/v1", "Deployment", "Name,Ready,Up-to-date,Available,Age,Containers*,Images*,Selector*")]
    [InlineData("apps/v1", "DaemonSet", "Name,Desired,Current,Ready,Up-to-date,Available,Node Selector,Age,Containers*,Images*,Selector*")]
    [InlineData("apps/v1", "StatefulSet", "Name,Ready,Age,Containers*,Images*")]
    [InlineData("apps/v1", "ControllerRevision", "Name,Controller,Revision,Age")]
    [InlineData("batch/v1", "Job", "Name,Status,Completions,Duration,Age,Containers*,Images*,Selector*")]
    [InlineData("batch/v1", "CronJob", "Name,Schedule,Timezone,Suspend,Active,Last Schedule,Age,Containers*,Images*,Selector*")]
    [InlineData("autoscaling/v2", "HorizontalPodAutoscaler", "Name,Reference,Targets,MinPods,MaxPods,Replicas,Age")]
    [InlineData("autoscaling/v1", "HorizontalPodAutoscaler", "Name,Reference,Targets,MinPods,MaxPods,Replicas,Age")]
    [InlineData("policy/v1", "PodDisruptionBudget", "Name,Min Available,Max Unavailable,Allowed Disruptions,Age")]
    [InlineData("scheduling.k8s.io/v1", "PriorityClass", "Name,Value,Global-Default,Age,PreemptionPolicy")]
    [InlineData("node.k8s.io/v1", "RuntimeClass", "Name,Handler,Age")]
    [InlineData("storage.k8s.io/v1", "StorageClass", "Name,Provisioner,ReclaimPolicy,VolumeBindingMode,AllowVolumeExpansion,Age")]
    [InlineData("networking.k8s.io/v1", "Ingress", "Name,Class,Hosts,Address,Ports,Age")]
    [InlineData("networking.k8s.io/v1", "IngressClass", "Name,Controller,Parameters,Age")]
    [InlineData("networking.k8s.io/v1", "NetworkPolicy", "Name,Pod-Selector,Age")]
    [InlineData("rbac.authorization.k8s.io/v1", "Role", "Name,Created At")]
    [InlineData("rbac.authorization.k8s.io/v1", "ClusterRole", "Name,Created At")]
    [InlineData("rbac.authorization.k8s.io/v1", "RoleBinding", "Name,Role,Age,Users*,Groups*,ServiceAccounts*")]
    [InlineData("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "Name,Role,Age,Users*,Groups*,ServiceAccounts*")]
    [InlineData("apiextensions.k8s.io/v1", "CustomResourceDefinition", "Name,Created At")]
    public void A_kind_has_upstreams_columns(string apiVersion, string kind, string columns) => Assert.Equal(columns, string.Join(',',
        TablePrinter.For(KindCatalogue.BuiltIn.Find(apiVersion, kind)).Columns.Select(column => column.Name + (column.Priority > 0 ? "*" : ""))));

    [Fact]
    public void A_kind_that_nobody_knows_shows_name_and_age()
    {
        var kind = KindCatalogue.ConfigMap with { Group = "stable.example.com", Kind = "CronTab", Plural = "crontabs" };
        Assert.Equal(["Name", "Age"], TablePrinter.For(kind).Columns.Select(column => column.Name));
        PrintedRow.Shows(kind, "{}", "Name: x", "Age: 5m");
    }

    [Fact]
    public void Every_column_says_what_it_is_and_the_name_is_marked_as_such()
    {
        foreach (var kind in KindCatalogue.BuiltIn.Served)
        {
            var columns = TablePrinter.For(kind).Columns;
            Assert.All(columns, column => Assert.True(column.Description.Length > 0 && column.Type.Length > 0, $"{kind} {column.Name}"));
            Assert.Equal("Name", Assert.Single(columns, column => column.Format == "name").Name);
        }
    }

    [Fact]
    public void An_object_with_nothing_in_it_prints_and_so_does_one_with_nonsense_in_every_field()
    {
        string[] values = ["null", "7", "\"text\"", "true", "[]", "[7,null,\"a\",[],{}]", "{}", "{\"a\":[{\"b\":7}]}", "1e400"];
        foreach (var kind in KindCatalogue.BuiltIn.Served)
        {
            PrintedRow.Cells(TablePrinter.For(kind), PrintedRow.Object(kind, "{}"));
            foreach (var value in values)
            {
                var fields = string.Join(',', Nonsense.Select(name => $"\"{name}\":{value}"));
                PrintedRow.Cells(TablePrinter.For(kind), PrintedRow.Object(kind, "{" + fields + "}"));
                var nested = $"\"spec\":{{{fields}}},\"status\":{{{fields}}},\"template\":{{\"spec\":{{{fields}}}}}";
                PrintedRow.Cells(TablePrinter.For(kind), PrintedRow.Object(kind, "{" + nested + "}"));
            }
        }
    }

    private static readonly string[] Nonsense =
    [
        "spec", "status", "template", "containers", "initContainers", "containerStatuses", "initContainerStatuses", "state", "waiting", "terminated", "running",
        "lastState", "restartCount", "finishedAt", "ready", "conditions", "reason", "phase", "podIP", "podIPs", "nodeName", "readinessGates", "addresses",
        "nodeInfo", "kubeletVersion", "unschedulable", "series", "count", "firstTimestamp", "lastTimestamp", "eventTime", "involvedObject", "regarding",
        "source", "message", "data", "binaryData", "secrets", "holderIdentity", "value", "globalDefault", "preemptionPolicy", "type", "clusterIP", "clusterIPs",
        "externalIPs", "externalName", "ports", "port", "nodePort", "protocol", "subsets", "endpoints", "ip", "hostname", "loadBalancer", "ingress", "rules",
        "host", "tls", "parameters", "apiGroup", "podSelector", "selector", "matchLabels", "matchExpressions", "operator", "values", "key", "replicas",
        "readyReplicas", "updatedReplicas", "availableReplicas", "revision", "completions", "parallelism", "succeeded", "startTime", "completionTime",
        "schedule", "timeZone", "suspend", "active", "lastScheduleTime", "jobTemplate", "scaleTargetRef", "metrics", "currentMetrics", "minReplicas",
        "maxReplicas", "target", "current", "averageValue", "averageUtilization", "resource", "pods", "object", "external", "targetCPUUtilizationPercentage",
        "capacity", "accessModes", "claimRef", "storageClassName", "volumeName", "volumeMode", "provisioner", "reclaimPolicy", "hard", "used", "minAvailable",
        "maxUnavailable", "disruptionsAllowed", "roleRef", "subjects", "nodeSelector",
    ];
}

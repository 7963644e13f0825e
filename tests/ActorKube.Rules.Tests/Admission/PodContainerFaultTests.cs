using Xunit;

namespace ActorKube.Rules.Tests.Admission;

public sealed class PodContainerFaultTests
{
    private const string Only = "may not be set for init containers without restartPolicy=Always";
    private const string C = "spec.containers[0]";

    /// <summary>A pod, and all that is wrong with its containers.</summary>
    public static TheoryData<string, string[]> Faulty => new()
    {
        { """.{"terminationMessagePolicy":"Never"}""", [C + ".terminationMessagePolicy: Unsupported value: \"Never\": supported values: \"File\", \"FallbackToLogsOnError\""] },
        { """.{"ports":[{"containerPort":80,"hostPort":70000}]}""", [C + ".ports[0].hostPort: Invalid value: 70000: must be between 1 and 65535, inclusive"] },
        {
            """.{"ports":[{"containerPort":80,"hostPort":8080},{"containerPort":81,"hostPort":8080},{"containerPort":82,"hostPort":8080,"protocol":"UDP"}]}""",
            [C + ".ports[1].hostPort: Duplicate value: \"TCP//8080\""]
        },

        // Environment
        { """.{"env":[{"name":"A","value":"x","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}]}""", [C + ".env[0].valueFrom: Invalid value: \"\": may not be specified when `value` is not empty"] },
        { """.{"env":[{"name":"A","valueFrom":{}}]}""", [C + ".env[0].valueFrom: Invalid value: \"\": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`"] },
        {
            """.{"env":[{"name":"A","valueFrom":{"configMapKeyRef":{"name":"c","key":"k"},"secretKeyRef":{"name":"S","key":""}}}]}""",
            [
                C + ".env[0].valueFrom.secretKeyRef.name: Invalid value: \"S\": " + Admitted.Subdomain,
                C + ".env[0].valueFrom.secretKeyRef.key: Required value",
                C + ".env[0].valueFrom: Invalid value: \"\": may not have more than one field specified at a time",
            ]
        },
        { """.{"env":[{"name":"A","valueFrom":{"fieldRef":{}}}]}""", [C + ".env[0].valueFrom.fieldRef.fieldPath: Required value"] },
        { """.{"env":[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"spec.nope"}}}]}""", [C + ".env[0].valueFrom.fieldRef.fieldPath: Invalid value: \"spec.nope\": error converting fieldPath: field label not supported: spec.nope"] },
        { """.{"env":[{"name":"A","valueFrom":{"fieldRef":{"apiVersion":"v2","fieldPath":"metadata.name"}}}]}""", [C + ".env[0].valueFrom.fieldRef.fieldPath: Invalid value: \"metadata.name\": error converting fieldPath: unsupported pod version: v2"] },
        { """.{"env":[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"metadata.name['x']"}}}]}""", [C + ".env[0].valueFrom.fieldRef.fieldPath: Invalid value: \"metadata.name['x']\": error converting fieldPath: field label does not support subscript: metadata.name['x']"] },
        { """.{"env":[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"metadata.labels['a b']"}}}]}""", [C + ".env[0].valueFrom.fieldRef: Invalid value: \"a b\": " + Admitted.QualifiedName] },
        {
            """.{"env":[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"metadata.labels"}}}]}""",
            [C + ".env[0].valueFrom.fieldRef.fieldPath: Unsupported value: \"metadata.labels\": supported values: \"metadata.name\", \"metadata.namespace\", \"metadata.uid\", \"spec.nodeName\", \"spec.serviceAccountName\", \"status.hostIP\", \"status.hostIPs\", \"status.podIP\", \"status.podIPs\""]
        },
        { """.{"env":[{"name":"A","valueFrom":{"resourceFieldRef":{"resource":"limits.cpu","divisor":"10m"}}}]}""", [C + ".env[0].valueFrom.resourceFieldRef.divisor: Invalid value: \"limits.cpu\": only divisor's values 1m and 1 are supported with the cpu resource"] },
        { """.{"env":[{"name":"A","valueFrom":{"resourceFieldRef":{"resource":"limits.memory","divisor":"2Mi"}}}]}""", [C + ".env[0].valueFrom.resourceFieldRef.divisor: Invalid value: \"limits.memory\": only divisor's values 1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei are supported with the memory resource"] },
        {
            """.{"env":[{"name":"A","valueFrom":{"resourceFieldRef":{"resource":"limits.gpu"}}}]}""",
            [C + ".env[0].valueFrom.resourceFieldRef.resource: Unsupported value: \"limits.gpu\": supported values: \"limits.cpu\", \"limits.ephemeral-storage\", \"limits.memory\", \"requests.cpu\", \"requests.ephemeral-storage\", \"requests.memory\""]
        },
        {
            """.{"envFrom":[{"prefix":"a=","configMapRef":{"name":""}},{},{"configMapRef":{"name":"a"},"secretRef":{"name":"a-"}}]}""",
            [
                C + ".envFrom[0].prefix: Invalid value: \"a=\": a valid environment variable name must consist only of printable ASCII characters other than '='",
                C + ".envFrom[0].configMapRef.name: Required value",
                C + ".envFrom: Invalid value: \"\": must specify one of: `configMapRef` or `secretRef`",
                C + ".envFrom: Invalid value: \"\": may not have more than one field specified at a time",
            ]
        },

        // Probes and hooks
        { """.{"livenessProbe":{}}""", [C + ".livenessProbe: Required value: must specify a handler type"] },
        { """.{"livenessProbe":{"exec":{"command":["a"]},"successThreshold":2}}""", [C + ".livenessProbe.successThreshold: Invalid value: 2: must be 1"] },
        { """.{"startupProbe":{"exec":{"command":["a"]},"successThreshold":2}}""", [C + ".startupProbe.successThreshold: Invalid value: 2: must be 1"] },
        {
            """.{"readinessProbe":{"exec":{},"initialDelaySeconds":-1,"timeoutSeconds":-2,"periodSeconds":-3,"successThreshold":-4,"failureThreshold":-5,"terminationGracePeriodSeconds":0}}""",
            [
                C + ".readinessProbe.exec.command: Required value",
                C + ".readinessProbe.initialDelaySeconds: Invalid value: -1: must be greater than or equal to 0",
                C + ".readinessProbe.timeoutSeconds: Invalid value: -2: must be greater than or equal to 0",
                C + ".readinessProbe.periodSeconds: Invalid value: -3: must be greater than or equal to 0",
                C + ".readinessProbe.successThreshold: Invalid value: -4: must be greater than or equal to 0",
                C + ".readinessProbe.failureThreshold: Invalid value: -5: must be greater than or equal to 0",
                C + ".readinessProbe.terminationGracePeriodSeconds: Invalid value: 0: must be greater than 0",
                C + ".readinessProbe.terminationGracePeriodSeconds: Invalid value: 0: must not be set for readinessProbes",
            ]
        },
        {
            """.{"livenessProbe":{"httpGet":{"port":0,"scheme":"FTP","httpHeaders":[{"name":"X_Y","value":"z"}]},"tcpSocket":{"port":80}}}""",
            [
                C + ".livenessProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, inclusive",
                C + ".livenessProbe.httpGet.scheme: Unsupported value: \"FTP\": supported values: \"HTTP\", \"HTTPS\"",
                C + ".livenessProbe.httpGet.httpHeaders: Invalid value: \"X_Y\": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
                C + ".livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type",
            ]
        },
        { """.{"livenessProbe":{"tcpSocket":{"port":"no--name"}}}""", [C + ".livenessProbe.tcpSocket.port: Invalid value: \"no--name\": must not contain consecutive hyphens"] },
        { """.{"livenessProbe":{"grpc":{"port":70000}}}""", [C + ".livenessProbe.grpc.port: Invalid value: 70000: must be between 1 and 65535, inclusive"] },
        { """.{"lifecycle":{"postStart":{},"preStop":{"sleep":{"seconds":31}}}}""", [C + ".lifecycle.postStart: Required value: must specify a handler type", C + ".lifecycle.preStop.sleep: Invalid value: 31: must be greater than 0 and less than terminationGracePeriodSeconds (30). Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep."] },

        // Resources
        { """.{"resources":{"limits":{"hugepages-2Mi":"2Mi"}}}""", [C + ".resources: Forbidden: HugePages require cpu or memory"] },
        { """.{"resources":{"limits":{"cpu":"1","hugepages-2Mi":"3Mi"}}}""", [C + ".resources.limits[hugepages-2Mi]: Invalid value: \"3Mi\": 3Mi is not positive integer multiple of hugepages-2Mi", C + ".resources.requests[hugepages-2Mi]: Invalid value: \"3Mi\": 3Mi is not positive integer multiple of hugepages-2Mi"] },
        { """.{"resources":{"limits":{"example.com/gpu":"500m"}}}""", [C + ".resources.limits[example.com/gpu]: Invalid value: \"500m\": must be an integer", C + ".resources.requests[example.com/gpu]: Invalid value: \"500m\": must be an integer"] },
        { """.{"resources":{"limits":{"requests.example.com/gpu":"1"}}}""", [C + ".resources.limits[requests.example.com/gpu]: Invalid value: \"requests.example.com/gpu\": doesn't follow extended resource name standard", C + ".resources.requests[requests.example.com/gpu]: Invalid value: \"requests.example.com/gpu\": doesn't follow extended resource name standard"] },
        { """.{"resources":{"limits":{"pods":"1"}}}""", [C + ".resources.limits[pods]: Invalid value: \"pods\": must be a standard resource for containers", C + ".resources.requests[pods]: Invalid value: \"pods\": must be a standard resource for containers"] },
        { """.{"resources":{"claims":[{"name":"a"},{"name":"a"},{}]}}""", [C + ".resources.claims[0]: Not found: \"a\": must be one of the names in pod.spec.resourceClaims which is empty", C + ".resources.claims[1]: Duplicate value: \"a\"", C + ".resources.claims[1]: Not found: \"a\": must be one of the names in pod.spec.resourceClaims which is empty", C + ".resources.claims[2]: Required value"] },
        { """.{"resizePolicy":[{"resourceName":"cpu","restartPolicy":"NotRequired"},{"resourceName":"cpu","restartPolicy":"Sometimes"}]}""", [C + ".resizePolicy[1]: Duplicate value: \"cpu\"", C + ".resizePolicy: Unsupported value: \"Sometimes\": supported values: \"NotRequired\", \"RestartContainer\""] },

        // Mounts and devices
        {
            """{"volumes":[{"name":"v"}],"containers":[{"name":"a","image":"i","volumeMounts":[{"name":"v","mountPath":"/v","subPath":"../x"},{"name":"v","mountPath":"/v"},{"name":"v","mountPath":"/w","subPath":"/a","subPathExpr":"b"},{}]}]}""",
            [
                C + ".volumeMounts.subPath: Invalid value: \"../x\": must not contain '..'",
                C + ".volumeMounts[1].mountPath: Invalid value: \"/v\": must be unique",
                C + ".volumeMounts.subPath: Invalid value: \"/a\": must be a relative path",
                C + ".volumeMounts[2].subPathExpr: Invalid value: \"b\": subPathExpr and subPath are mutually exclusive",
                C + ".volumeMounts[3].name: Required value",
                C + ".volumeMounts[3].name: Not found: \"\"",
                C + ".volumeMounts[3].mountPath: Required value",
            ]
        },
        { """{"volumes":[{"name":"v"}],"containers":[{"name":"a","image":"i","volumeMounts":[{"name":"v","mountPath":"/v","mountPropagation":"Bidirectional"}]}]}""", [C + ".volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers"] },
        { """{"volumes":[{"name":"v"}],"containers":[{"name":"a","image":"i","volumeMounts":[{"name":"v","mountPath":"/v","recursiveReadOnly":"Enabled"}]}]}""", [C + ".volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true"] },
        {
            """{"volumes":[{"name":"v"},{"name":"p","persistentVolumeClaim":{"claimName":"c"}}],"containers":[{"name":"a","image":"i","volumeDevices":[{"name":"v","devicePath":"/dev/x"},{"name":"p","devicePath":"/dev/x"},{"name":"q","devicePath":"/../y"}],"volumeMounts":[{"name":"p","mountPath":"/p"}]}]}""",
            [
                C + ".volumeMounts[0].name: Invalid value: \"p\": must not already exist in volumeDevices",
                C + ".volumeDevices[0].name: Invalid value: \"v\": can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode",
                C + ".volumeDevices[1].devicePath: Invalid value: \"/dev/x\": must be unique",
                C + ".volumeDevices[1].name: Invalid value: \"p\": must not already exist in volumeMounts",
                C + ".volumeDevices[2].name: Not found: \"q\"",
                C + ".volumeDevices[2].devicePath: Invalid value: \"/../y\": can not contain backsteps ('..')",
            ]
        },

        // Init containers
        {
            """+{"initContainers":[{"name":"i","image":"i","livenessProbe":{},"readinessProbe":{},"startupProbe":{},"lifecycle":{}}]}""",
            ["spec.initContainers[0].lifecycle: Forbidden: " + Only, "spec.initContainers[0].livenessProbe: Forbidden: " + Only, "spec.initContainers[0].readinessProbe: Forbidden: " + Only, "spec.initContainers[0].startupProbe: Forbidden: " + Only]
        },
        { """+{"initContainers":[{"name":"i","image":"i","restartPolicy":"Always","livenessProbe":{}}]}""", ["spec.initContainers[0].livenessProbe: Required value: must specify a handler type"] },
        { """+{"initContainers":[{"name":"i","image":"i","ports":[{"containerPort":1,"hostPort":1}]},{"name":"main","image":"i","ports":[{"containerPort":1,"hostPort":1}]}]}""", ["spec.initContainers[1].name: Duplicate value: \"main\""] },

        // Ephemeral containers
        {
            """+{"ephemeralContainers":[{"name":"main","image":"x"},{"name":"b"},{"name":"c","image":"x","targetContainerName":"gone"},{"name":"d","image":"x","ports":[{"containerPort":80}],"resources":{"limits":{"cpu":"1"}}}]}""",
            [
                "spec.ephemeralContainers[0].name: Duplicate value: \"main\"",
                "spec.ephemeralContainers[1].image: Required value",
                "spec.ephemeralContainers[2].targetContainerName: Not found: \"gone\"",
                "spec.ephemeralContainers[3].ports: Forbidden: cannot be set for an Ephemeral Container",
                "spec.ephemeralContainers[3].resources: Forbidden: cannot be set for an Ephemeral Container",
                "spec.ephemeralContainers: Forbidden: cannot be set on create",
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_faulty_container_is_refused_in_upstreams_words(string pod, string[] faults) => Assert.Equal(faults, PodText.Faults(pod));
}

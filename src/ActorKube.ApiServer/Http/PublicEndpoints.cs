using System.Text.Json.Nodes;
using ActorKube.Model.Refusals;
using Microsoft.AspNetCore.Http;

namespace ActorKube.ApiServer.Http;

/// <summary>What anybody may ask: the version, and whether the server is well.</summary>
/// <remarks>Source: https://kubernetes.io/docs/reference/using-api/health-checks/.</remarks>
internal static class PublicEndpoints
{
    // Clients choose what they send by this: it says how the API behaves, not which program serves it.
    private const string EmulatedVersion = "v1.32.4";

    internal static async Task<bool> TryAnswerAsync(HttpContext http, ArraySegment<string> path, ApiServices services)
    {
        if (path is not (["version"] or ["healthz" or "livez" or "readyz", ..]))
            return false;
        if (http.Request.Method != HttpMethods.Get)
            await StatusResponse.WriteAsync(http, new(RefusalReason.MethodNotAllowed, "the server does not allow this method on the requested resource"));
        else if (path is ["version"])
            await JsonResponse.WriteAsync(http, StatusCodes.Status200OK, Version());
        else
            await HealthAsync(http, isReady: path[0] == "livez" || services.Gateway.IsLoaded);
        return true;
    }

    private static JsonObject Version() => new()
    {
        ["major"] = "1", ["minor"] = "32", ["gitVersion"] = $"{EmulatedVersion}+actorkube", ["gitCommit"] = "", ["gitTreeState"] = "clean",
        ["buildDate"] = "1970-01-01T00:00:00Z", ["goVersion"] = "none", ["compiler"] = "dotnet", ["platform"] = $"{Os}/{Architecture}",
    };

    private static string Os => OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";

    private static string Architecture => System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static Task HealthAsync(HttpContext http, bool isReady)
    {
        http.Response.StatusCode = isReady ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(isReady ? "ok" : "[-]store failed: its objects are not loaded yet", http.RequestAborted);
    }
}

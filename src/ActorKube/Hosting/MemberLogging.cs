using System.Globalization;
using ActorKube.Palettes.Processes;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace ActorKube.Hosting;

/// <summary>
/// Logs of a member: one file a process with every property (actor path, node, pod, …) behind the line, a readable console for a person, and the
/// last lines in memory for <c>pbm log</c>.
/// </summary>
internal static class MemberLogging
{
    private const string Line = "{Timestamp:HH:mm:ss.fff} {Level:u3} {ActorPath} {Message:lj}{NewLine}{Exception}";
    private const string LineWithProperties = "{Timestamp:yyyy-MM-dd HH:mm:ss.fff} {Level:u3} {ActorPath} {Message:lj} {Properties:j}{NewLine}{Exception}";
    private const long LargestFileBytes = 50 * 1024 * 1024;
    private const int FilesKept = 3;

    internal static void Configure(LoggerConfiguration logs, MemberSettings settings, LogBuffer buffer)
    {
        logs.MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Grpc", LogEventLevel.Warning)
            .Enrich.FromLogContext()
            .WriteTo.File(
                Path.Combine(settings.Data.Logs, $"{settings.Name}.log"), outputTemplate: LineWithProperties, formatProvider: CultureInfo.InvariantCulture,
                fileSizeLimitBytes: LargestFileBytes, rollOnFileSizeLimit: true, retainedFileCountLimit: FilesKept)
            .WriteTo.Sink(new BufferSink(buffer));
        if (settings.Launched is null)
            logs.WriteTo.Console(outputTemplate: Line, formatProvider: CultureInfo.InvariantCulture);
    }

    private sealed class BufferSink(LogBuffer buffer) : ILogEventSink
    {
        private readonly MessageTemplateTextFormatter _format = new(Line, CultureInfo.InvariantCulture);

        public void Emit(LogEvent logEvent)
        {
            using var line = new StringWriter(CultureInfo.InvariantCulture);
            _format.Format(logEvent, line);
            buffer.Append(line.ToString().TrimEnd());
        }
    }
}

using System.Diagnostics;

namespace Iamd.Tests.Clients;

/// <summary>What a program printed and how it ended.</summary>
internal sealed record ToolRun(int ExitCode, string Output, string Errors)
{
    /// <param name="input">What the program reads on standard input.</param>
    public static async Task<ToolRun> Of(ProcessStartInfo start, string input = "")
    {
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new ToolRun(process.ExitCode, await output, await errors);
    }

    /// <summary>The output of a run that must have succeeded.</summary>
    public string Succeeded()
    {
        Assert.True(ExitCode == 0, $"exit status {ExitCode}\n{Output}\n{Errors}");
        return Output;
    }
}

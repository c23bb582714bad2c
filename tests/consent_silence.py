"""The functions of the hall that let none of a participant's words out, each looked at once by who wrote it down here.

`tests/services/test_consent_matrix.py` fails for a function that stands neither here nor in its own lists. What lets
words out belongs there, with the use that it is; what is looked up or done without them belongs here, under its module.
"""

SILENT = """
code_changes: kept make take_back
code_merging: merge_codes merge_preview split_code
code_examples: add_example remove_example
codes: codebook codes_of delete_code edit_code found_code move_code new_code next_position rename_code retire_code
codes: step_code uses_of
code_drift: signs_of
code_exchange: csv_file import_codebook preview_codebook qdc_file
demo_codes: make
agreement: agreement_page compare differences_in stretches
coders: code_names coded_study
coding_resolutions: coded_turns reopen_difference resolutions settle
readable: readable
saturation: saturation_page
unit_places: split_in_job unit_places
access: absent closed_studies found in_reach open_to require require_in_person require_version visible
account_mails: ask_for_address ask_for_reset can_send_letters confirm_address confirmed_address send_reset_letters
account_mails: tell_change
accounts: account actor_of add_member checked_email end_sign_ins found_workspace give_place has_password_account
accounts: local_owner member_actor member_named members new_account new_sign_in_link note owner_of place_of
accounts: session_hash set_password use_sign_in_link user_with
acting: acting hold_workspace logged
assumptions: delete_assumption edit_assumption link_evidence unlink_evidence write_assumption
board: behind board_state
calendars: feed feed_made_at new_feed_address revoke_feed session_calendar
card_rows: hold_board is_placed next_place placed put_back
cards: add_quotes card_of move_card put_into remove_quote require_card
claims: add_evidence claim_rows claims claims_known confirm_counts delete_claim edit_claim remove_evidence rule
claims: write_claim
clearing: clear_traces is_used remove_files
coding_places: bring_codings codings_elsewhere follow_correction
coding_tasks: assign_coding coders_of coding_queue drop_coding finish_coding reach_turn reopen_coding take_coding
coding_tasks: tasks_in
coding_reader: code_choices coding_beside emergent_code
codings: codings_in found_coding mark mark_all rows_of unmark unmark_all visible_codings
companies: add_company companies company_choices company_named company_page delete_company edit_company
company_imports: companies_target
confidentiality: close join_team known_to may_close require_closable require_known require_open_guide
confidentiality: require_open_study require_staying
consent_answers: answer ask_removal asked mark_of take_back_removal
consent_history: consent_overview consent_page removal_requests
consent_links: digest_of links make_link new_link open_link revoke_link
consent_scans: kept_scan scan
consent_wordings: current_wording edit_wording kept_wording wording wordings_page
consents: allowed answers_of attested closed end_consent log_consent refusals_of require_not_refused require_scope
consents: require_use scopes_of
covers: covers_of number_again number_those numbers_of
decisions: cited_claim counts_to_keep decision decisions delete_decision edit_decision look_again write_decision
demo_covers: look_through
demo: create_demo has_content
demo_board: make
demo_codings: make
demo_consents: make_consent
demo_files: read_demo
demo_reading: holding named read_file
demo_invitations: invitation_faults make_invitation
demo_known: make_known
demo_observations: make
demo_shares: make
demo_synthesis: make
demo_trust: make
duplicates: doubt duplicates tell_apart told_apart
elsewhere: workspace_of_link
erasing: deed_for empty erase note_file nothing_for remove remove_traces rows_of
events: actors_seen chain erase_reason events export
expiring: expiring rules_of
exports: concerning export_rows exports is_program note_export note_file_export note_quotes_read note_transcript_read
factors: factor_policy factors_of has_factor remove_factors require_factor want_second_factor with_factor
fatigue: limits set_limits verdicts
fields: line lines passage
fieldwork: note_held
figure_imports: figures_target
figures: add_figure company_figures delete_figure figures_of figures_of_company measures person_figures whose_figure
guide_imports: preview_file preview_text
guide_reviews: answer_review ask_for_review comment comments_on reviews_of settle_comment waiting_for
guides: add_guide change_guide checked_guide compare copy_guide delete_guide fill guide_page guide_rows guides
guides: ignore_finding insert_guide restore retitled save_form save_text version_text versions
hypotheses: add_hypothesis delete_hypothesis edit_hypothesis hypotheses_of
hypothesis_outcomes: judge outcomes_of
import_targets: import_in_job target_named
invitation_drafts: draft_invitations
invitation_standings: invitation_rows
invitations: delete_draft edit_invitation invitation_page invitations log_answer note_sent send_invitation stored
jobs: beat cancel_job enqueue enqueue_own enqueue_periodic forget_ended job_page jobs on_wake retry_job sweep take_over
jobs: wake work_once
keeping: require_keepable
media: originals waiting_files
known_names: known_names regions_of
limiting: begin_attempt forget_old_attempts guarded keyed_digest
member_invitations: invitations invite_member join join_as_new join_page revoke_invitation
members: change_role leave_workspace member_page remove_member
merge_fields: columns_of merged_fields put take_over value_of
merged: kept_instead
merging: merge merge_page
my_account: account_page forget_sign_on give_address rename_oneself replace_address set_first_address
opportunities: edit_node move_node new_node rename_node tree
outbox: address_of attachment call_off cancel_letter forget_secret is_mail_set_up letter_page letters mail_server
outbox: mark_sent_by_hand put require_sendable retry_letter send_test
lost_evidence: lost_of note_lost
live: is_live require_synthesis_open
noted: accept_noted set_unmatched waiting_noted
notes: delete_note edit_note new_note
observations: delete_observation edit_observation interpretation new_observation
outlines: guide_questions listen_in_job questions_of questions_of_guide
own_fields: add_field checked_values edit_field move_field own_field own_fields own_values retire_field
participants: add_participant checked_ai_use delete_participant edit_participant participant_page participants
participants: people_of person person_row require_participants segments
people_imports: people_target
pointers: pointers_to
preparation: session_preparation study_preparation tick_session tick_study
printing: guide_pdf printed_guide pdf_of
purging: purge_deleted
quotes: confirm_crop delete_quote
reach: people_of reach_of records theirs transcript_of turns_of what_happens_to
receipts: counted receipt receipt_file withdrawal_of withdrawals
record_choice: choose_record
redactions: decide finish_review reopen review_state study_reviews
remarks: named_in named_in_note study_remarks
remembering: forget_words
retention: announced hold_study lift_hold retention_page set_rules study_retention
retention_runs: run_retention
samples: checked_plan packed plan_of sample_fill sample_page sample_people segments_known set_sample unpacked
scheduling: form_of has_moved in_calendar moment_in observers_of present require_zone scheduled set_observers
sending: send_due
search: kinds
snapshots: edit_snapshot
sessions: add_session checked_session create_session delete_session edit_session mark_held move_session seat
sessions: session_page session_rows sessions share_craft transcript_rows with_contents
sight: as_viewer sight
proof_transcripts: prepared
share_files: changes_of claim_remarks
shared_pages: facts_of kept_counts outsider sessions_shown wording_digest
shares: drafted edit_share opened renew_link revoke_share share shares
sign_ins: begin_sign_in end_other_sign_ins end_sign_in end_sign_ins_of forget_old_sign_ins forget_sign_in is_familiar
sign_ins: is_signed_in limits sign_ins signed_in_at
sign_ons: mark_as_shown vouched_account welcome
slices: cut no_cursor read_cursor spell_cursor
speakers: confirm_roles
standings: standings_of
starting: bring_tables_up_to_date empty worker_lock mark_as_demo prepare
studies: create_study delete_study edit_study move_study start_study studies study_page study_rows
suggested_groups: digest_of leave_group open_groups
support: topic_of
term_places: term_places
table_columns: require_columns understood
table_imports: import_in_job import_table left_out left_out_file preview wish_of
table_mappings: forget_mapping mapping_for save_mapping saved_mappings
table_matching: keep_spelling name_key own_columns written
table_rows: read_rows
table_targets: date_field email_field number_field passage_field text_field yes_no_field
team: require_members set_team team_of
templates: delete_template save_as_template template_named templates
themes: delete_theme edit_theme merge_themes move_theme new_theme theme themes_known
tokens: actor_of_token new_token revoke_token tokens
told: told_before
topic_codes: code_names code_places codes_known of_codes
touchpoint_cells: email_cell kind_cell moment_cell score_cell source_cell text_cell title_cell zone_cell
touchpoint_imports: touchpoints_target
touchpoint_readings: note_read reading_of
touchpoints: add_touchpoint delete_touchpoint edit_touchpoint local_zone of_company of_person
tree_files: drawn_nodes in_short take_tree
tree_places: delete_branch next_place place_of require_place require_room
unassigned: assign_company assign_sender leave_out make_sender waiting_count waiting_senders
undo: back_to_record change_codes remember_merge take_away undo
unmerging: take_apart
uploads: forget_old_uploads forget_uploads is_upload uploads waiting_upload
withdrawals: sessions_of withdraw
withdrawing: carry_out resume_withdrawals
withdrawn_addresses: marks_of
workspaces: found_another may_found my_workspaces rename_workspace workspace_name workspace_zone
"""

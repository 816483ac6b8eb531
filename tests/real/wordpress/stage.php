<?php
// What the tests do on the blog other than through its API: visitors write, change and delete, the company answers by hand.
// A must-use plugin of the test blog, which listens on loopback alone and asks nobody who they are.
remove_action( 'check_comment_flood', 'check_comment_flood_db', 10 );
add_filter( 'duplicate_comment_id', 'heard_visitors_may_repeat_themselves', 10, 2 );
add_action(
	'rest_api_init',
	function () {
		foreach ( array( 'empty', 'post', 'write', 'edit', 'delete', 'status', 'close', 'bin_post', 'standing', 'permalinks' ) as $deed ) {
			register_rest_route(
				'stage/v1',
				"/$deed",
				array(
					'methods'             => 'POST',
					'callback'            => "heard_$deed",
					'permission_callback' => '__return_true',
				)
			);
		}
	}
);

function heard_visitors_may_repeat_themselves( $id, $comment ) {
	return empty( $comment['user_id'] ) ? 0 : $id;
}

function heard_empty() {
	global $wpdb;
	$wpdb->query( "DELETE FROM $wpdb->comments" );
	$wpdb->query( "DELETE FROM $wpdb->commentmeta" );
	$wpdb->query( "DELETE FROM $wpdb->posts WHERE post_type IN ('post', 'page')" );
	heard_permalinks( array( 'structure' => '/%postname%/' ) );
	wp_cache_flush();
	return array();
}

function heard_post( $request ) {
	$facts = $request->get_json_params();
	return array( 'id' => wp_insert_post( wp_slash( $facts + array( 'post_status' => 'publish', 'post_author' => 1 ) ), true ) );
}

// {comments: [{text, name, email, parent, post, at, user, html, ip}]}: `text` is what people are to read, `html` what is sent as it is.
function heard_write( $request ) {
	$ids = array();
	foreach ( $request->get_json_params()['comments'] as $one ) {
		$user  = empty( $one['user'] ) ? null : get_user_by( 'login', $one['user'] );
		$facts = array(
			'comment_post_ID'      => (int) $one['post'],
			'comment_parent'       => (int) ( $one['parent'] ?? 0 ),
			'comment_content'      => $one['html'] ?? htmlspecialchars( $one['text'], ENT_NOQUOTES ),
			'comment_author'       => $user ? $user->display_name : $one['name'],
			'comment_author_email' => $user ? $user->user_email : ( $one['email'] ?? '' ),
			'comment_author_url'   => '',
			'comment_type'         => 'comment',
			'user_id'              => $user ? $user->ID : 0,
			'comment_author_IP'    => $one['ip'] ?? '203.0.113.9',
			'comment_agent'        => 'Mozilla/5.0',
		);
		if ( ! empty( $one['at'] ) ) {
			$facts['comment_date_gmt'] = $one['at'];
			$facts['comment_date']     = get_date_from_gmt( $one['at'] );
		}
		wp_set_current_user( $facts['user_id'] ); // Decides what HTML may stand (kses_init).
		$id = wp_new_comment( wp_slash( $facts ), true );
		if ( is_wp_error( $id ) ) {
			return $id;
		}
		$ids[] = $id;
	}
	return array( 'ids' => $ids );
}

function heard_edit( $request ) {
	$facts = $request->get_json_params();
	$text  = htmlspecialchars( $facts['text'], ENT_NOQUOTES );
	return array( 'changed' => wp_update_comment( wp_slash( array( 'comment_ID' => $facts['id'], 'comment_content' => $text ) ) ) );
}

function heard_delete( $request ) {
	$facts = $request->get_json_params();
	return array( 'deleted' => wp_delete_comment( $facts['id'], empty( $facts['into_bin'] ) ) );
}

function heard_status( $request ) {
	$facts = $request->get_json_params();
	return array( 'changed' => wp_set_comment_status( $facts['id'], $facts['status'] ) );
}

function heard_close( $request ) {
	return array( 'id' => wp_update_post( array( 'ID' => $request['id'], 'comment_status' => 'closed' ) ) );
}

function heard_bin_post( $request ) {
	return array( 'binned' => (bool) wp_trash_post( $request['id'] ) );
}

function heard_standing() {
	$found = get_comments( array( 'status' => 'any', 'order' => 'ASC', 'orderby' => 'comment_ID' ) );
	$shown = array();
	foreach ( $found as $comment ) {
		$shown[] = array(
			'id'     => $comment->comment_ID,
			'text'   => html_entity_decode( wp_strip_all_tags( $comment->comment_content ), ENT_QUOTES | ENT_HTML5 ),
			'user'   => (int) $comment->user_id,
			'parent' => $comment->comment_parent,
			'post'   => $comment->comment_post_ID,
			'status' => $comment->comment_approved,
		);
	}
	return array( 'comments' => $shown );
}

function heard_permalinks( $request ) {
	$GLOBALS['wp_rewrite']->set_permalink_structure( $request['structure'] );
	$GLOBALS['wp_rewrite']->flush_rules();
	return array();
}
